/* Stands in for Microsoft's installer of WebView2 in the test of our own: it notes what the real one notes, and how it was
 * called. */
#include <stdio.h>
#include <windows.h>

int wmain(int count, wchar_t **words)
{
    HKEY key;
    const wchar_t version[] = L"131.0.2903.70";
    if (count != 3 || wcscmp(words[1], L"/silent") != 0 || wcscmp(words[2], L"/install") != 0) {
        return 1;
    }
    if (RegCreateKeyExW(HKEY_CURRENT_USER,
                        L"Software\\Microsoft\\EdgeUpdate\\Clients\\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}", 0, NULL, 0,
                        KEY_WRITE, NULL, &key, NULL) != ERROR_SUCCESS) {
        return 1;
    }
    RegSetValueExW(key, L"pv", 0, REG_SZ, (const BYTE *)version, sizeof version);
    RegCloseKey(key);
    return 0;
}
