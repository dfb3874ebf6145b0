import type { DocumentEntry } from "../../ipc/types";
import { readDay } from "../../lib/days";
import type { WordKey } from "../../words/words.svelte";

/** A document that is being typed (văn bản). */
export class DocumentDraft {
  kind = $state("Nghị quyết");
  number = $state("");
  day = $state("");
  issuer = $state("");
  excerpt = $state("");

  missing = $derived.by<WordKey | null>(() => {
    if (this.number.trim() === "") return "document.need_number";
    if (this.day.trim() !== "" && readDay(this.day) === null) return "document.need_day";
    return null;
  });

  entry(): DocumentEntry {
    return {
      kind: this.kind.trim(),
      number: this.number.trim(),
      day: readDay(this.day),
      issuer: this.issuer.trim(),
      excerpt: this.excerpt.trim(),
    };
  }
}
