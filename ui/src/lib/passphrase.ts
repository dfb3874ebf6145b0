import type { CallError } from "../ipc/host";

/** Signs that a passphrase has at least, as the engine has it. */
export const LEAST = 12;

/** As the engine reckons with it: one keyboard composes "ậ" of one sign and another of three, and a space at the end is seen by nobody. */
const normal = (passphrase: string): string => passphrase.trim().normalize("NFC");

/** Whether a refusal is about what was typed, and not about the file. */
export const mistyped = (error: Pick<CallError, "code"> | null): boolean => error?.code === "wrong_book_passphrase" || error?.code === "recovery_code_misread";

/** What is still wrong with a passphrase that is typed twice; null when it can be used. */
export function lacking(passphrase: string, again: string): "short" | "differs" | null {
  if ([...normal(passphrase)].length < LEAST) return "short";
  return normal(passphrase) === normal(again) ? null : "differs";
}
