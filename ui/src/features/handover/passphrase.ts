/** Signs that a passphrase of a handover has at least, as the engine has it. */
export const LEAST = 12;

/** What is still wrong with a passphrase that is typed twice; null when it can be used. */
export function lacking(passphrase: string, again: string): "short" | "differs" | null {
  if ([...passphrase].length < LEAST) return "short";
  return passphrase === again ? null : "differs";
}
