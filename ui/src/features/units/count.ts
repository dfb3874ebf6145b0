/** Reads a whole number as officers write it: `12.345`, `12345`; `null` where it is none. */
export function readCount(text: string): number | null {
  const trimmed = text.trim();
  if (!/^(\d{1,3}(\.\d{3})+|\d{1,15})$/.test(trimmed)) return null;
  return Number(trimmed.replaceAll(".", ""));
}
