/** Letters without marks and case, so that `binh thuy` finds `Bình Thủy`. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .trim();
}

/** A file name from a title: `Quận Bình Thủy` becomes `quan-binh-thuy`. */
export function slug(title: string): string {
  return fold(title)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Joins by the separator that the folder itself uses. */
export function joinPath(folder: string, name: string): string {
  if (folder === "") return name;
  const separator = folder.includes("\\") ? "\\" : "/";
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** The folder that a file lies in, in the way its path is written. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"), 0));
}

/** A count of rows or units as it is written here: `3321` is `3.321`. Figures of the book come as texts. */
export function showCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ".");
}
