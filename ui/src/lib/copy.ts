import { CallError } from "../ipc/host";
import { t } from "../words/words.svelte";

/** Promises the clipboard its content at once: after a wait it would no longer be the key's doing. A refusal of the engine goes before one of the clipboard. */
export async function copy(type: string, content: Promise<Blob>): Promise<void> {
  let failed: unknown;
  const watched = content.catch((reason: unknown) => {
    failed = reason;
    throw reason;
  });
  try {
    await navigator.clipboard.write([new ClipboardItem({ [type]: watched })]);
  } catch (reason) {
    if (failed !== undefined) throw failed;
    const detail = reason instanceof Error ? reason.message : String(reason);
    throw new CallError({ code: "clipboard_refused", params: {}, detail, message: t("out.clipboard_refused") });
  }
}

export const textBlob = (text: string): Blob => new Blob([text], { type: "text/plain" });

/** A picture of base64. */
export const pictureBlob = (data: string): Blob => new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], { type: "image/png" });
