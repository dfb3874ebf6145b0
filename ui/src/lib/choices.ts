import { fold } from "./text";

/** One of several to choose by typing. */
export interface Choice<K> {
  key: K;
  label: string;
  /** Stands at the right: a code, a unit of measure. */
  hint?: string;
  /** Stands behind the label: what tells two of the same name apart. */
  note?: string;
}

/**
 * Those whose name or code holds every typed word; marks and case do not count. Names that hold the
 * words as they were typed stand first: "an thoi" is An Thới before it is Thới An Đông.
 */
export function matches<K>(choices: Choice<K>[], text: string): Choice<K>[] {
  const phrase = fold(text).replace(/\s+/g, " ");
  if (phrase === "") return choices;
  const words = phrase.split(" ");
  const found = choices
    .map((choice) => ({ choice, whole: fold(`${choice.label} ${choice.hint ?? ""} ${choice.note ?? ""}`) }))
    .filter(({ whole }) => words.every((word) => whole.includes(word)));
  const exact = found.filter(({ whole }) => whole.includes(phrase));
  const rest = found.filter(({ whole }) => !whole.includes(phrase));
  return [...exact, ...rest].map(({ choice }) => choice);
}

/** A label cut into what was typed and the rest. Folding keeps the number of letters of NFC text. */
export function parts(label: string, text: string): { text: string; match: boolean }[] {
  const wanted = fold(text);
  const whole = [...label.normalize("NFC")];
  const folded = whole.map((letter) => fold(letter) || " ").join("");
  const at = wanted === "" ? -1 : folded.indexOf(wanted);
  if (at < 0 || folded.length !== whole.length) return [{ text: label, match: false }];
  const cut = (from: number, to: number) => whole.slice(from, to).join("");
  return [
    { text: cut(0, at), match: false },
    { text: cut(at, at + wanted.length), match: true },
    { text: cut(at + wanted.length, whole.length), match: false },
  ].filter((part) => part.text !== "");
}
