/** What a clipboard or a drop brings: files, text (a table as HTML where there is one), or nothing of use. */
export type Brought = { files: File[] } | { text: string } | { nothing: "picture" | "empty" };

/** A table of Word, Excel or Zalo as it is; otherwise plain text. */
export function readTransfer(data: DataTransfer | null): Brought {
  if (!data) return { nothing: "empty" };
  const html = data.getData("text/html");
  const plain = data.getData("text/plain");
  if (/<table[\s>]/i.test(html)) return { text: html };
  if (plain.trim() !== "") return { text: plain };
  const files = [...data.files];
  // A picture of a table holds no figures to read.
  const tables = files.filter((file) => !file.type.startsWith("image/"));
  if (tables.length > 0) return { files: tables };
  return { nothing: files.length > 0 ? "picture" : "empty" };
}

/** Bytes as base64, read by the browser itself so that a large file does not hold up the page. */
export function base64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(file);
  });
}

/** The first words of a pasted text, to be known by in a list. */
export function title(text: string): string {
  const words = text
    .replace(/<style[\s\S]*?<\/style>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/&nbsp;/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return words.length > 40 ? `${words.slice(0, 39)}…` : words;
}
