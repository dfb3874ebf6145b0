import { CallError } from "../../ipc/host";
import type { Session } from "../../lib/session.svelte";

/** The content of a file as the engine takes it: base64 without a heading. */
export async function bytesOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // In slices: the whole of a large file as arguments would be too many.
  for (let from = 0; from < bytes.length; from += 0x8000) text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}

/** Gives a kept file to the officer, under the name that it came with. */
export async function fetchFile(session: Session, id: number): Promise<void> {
  await give(session, () => session.read("evidence_file", { id }));
}

/** Gives what was read to the officer as a file. */
export async function give(session: Session, read: () => Promise<{ name: string; bytes: string }>): Promise<void> {
  try {
    const { name, bytes } = await read();
    const whole = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([whole]));
    const link = Object.assign(document.createElement("a"), { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  } catch (reason) {
    session.failure = CallError.from(reason);
  }
}

/** `1536` as `1,5 KB`. */
export function showSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 ** 2 ? [bytes / 1024, "KB"] : [bytes / 1024 ** 2, "MB"];
  return `${(Math.round(value * 10) / 10).toString().replace(".", ",")} ${unit}`;
}
