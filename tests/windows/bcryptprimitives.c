/* The one call that Rust's standard library makes of this library of Windows, for a Wine that does not have it. For tests
 * only: nothing of it is in what people get. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
    while (length > 0) {
        ULONG some = length > 0x10000000 ? 0x10000000 : (ULONG)length;
        if (!SystemFunction036(buffer, some)) {
            return FALSE;
        }
        buffer += some;
        length -= some;
    }
    return TRUE;
}
