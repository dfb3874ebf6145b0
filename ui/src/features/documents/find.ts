import type { DocumentRow } from "../../ipc/types";
import { fold } from "../../lib/text";

/** Those that hold every typed word, whatever its marks and case; the newest first, those without a day last. */
export function find(rows: readonly DocumentRow[], text: string): DocumentRow[] {
  const words = fold(text).split(/\s+/).filter((word) => word !== "");
  return rows
    .filter((row) => {
      const whole = fold(`${row.kind} ${row.number} ${row.issuer} ${row.excerpt} ${row.day?.split("-").reverse().join("/") ?? ""}`);
      return words.every((word) => whole.includes(word));
    })
    .sort((a, b) => (b.day ?? "").localeCompare(a.day ?? "") || a.number.localeCompare(b.number));
}

/** A size as it is told: `48,2 MB`. */
export function showSize(bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, "KB"] : [bytes / 1_000_000, "MB"];
  return `${value.toFixed(value < 100 ? 1 : 0).replace(".", ",")} ${unit}`;
}
