import type { ChangeUnits, Day, UnitRow } from "../../ipc/types";
import { readDay, showDay } from "../../lib/days";
import { t, type WordKey } from "../../words/words.svelte";
import { DocumentDraft } from "./document.svelte";

export type ChangeForm = "merge" | "split" | "rename" | "transfer" | "end";
export const CHANGE_FORMS: ChangeForm[] = ["merge", "split", "rename", "transfer", "end"];

export interface Picked {
  row: UnitRow;
  extent: "whole" | "part";
}

interface NewUnit {
  code: string;
  name: string;
  kind: string;
}

const blank = (): NewUnit => ({ code: "", name: "", kind: "" });

/** "Phường Thới Bình" without its kind: the engine puts it back where it is shown. */
export function bareName(row: Pick<UnitRow, "name" | "kind">): string {
  const [name, kind] = [row.name.toLocaleLowerCase("vi"), row.kind.toLocaleLowerCase("vi")];
  return kind !== "" && name.startsWith(`${kind} `) ? row.name.slice(kind.length + 1) : row.name;
}

/** The form of one change of units: five forms, one request. What may be is the engine's to say. */
export class ChangeDraft {
  form = $state<ChangeForm>("merge");
  day = $state("");
  document = new DocumentDraft();
  picked = $state.raw<Picked[]>([]);
  /** Merger: the unit whose code and name go on; `null` for new ones. */
  keeps = $state<number | null>(null);
  /** The units that begin; one for a merger, two or more for a split; the new words of a renaming. */
  begun = $state<NewUnit[]>([blank(), blank()]);
  /** The unit above: of the new ones, or the new one of a transfer. */
  parent = $state<number | null>(null);
  /** Whether units of which only a part goes on end too. */
  ends = $state(false);

  read = $derived<Day | null>(readDay(this.day));
  first = $derived(this.picked[0]?.row);
  single = $derived(this.form === "split" || this.form === "rename");
  missing = $derived.by(() => this.#missing());
  /** Said once it has a meaning: only the day and the document may still be open. */
  sentence = $derived.by(() => {
    const open = this.missing;
    return open === null || open === "change.need_day" || open.startsWith("document.") ? this.#sentence() : "";
  });

  turn(form: ChangeForm): void {
    this.form = form;
    this.picked = this.single ? this.picked.slice(0, 1) : this.picked;
    this.parent = null;
    this.ends = form === "split";
    this.keeps = null;
    this.begun = [blank(), blank()];
    this.#prepare();
  }

  pick(row: UnitRow): void {
    if (this.picked.some((picked) => picked.row.body === row.body)) return;
    const picked: Picked = { row, extent: "whole" };
    this.picked = this.single ? [picked] : [...this.picked, picked];
    this.#prepare();
  }

  drop(body: number): void {
    this.picked = this.picked.filter((picked) => picked.row.body !== body);
    if (this.keeps === body) this.keep(null);
  }

  turnExtent(body: number): void {
    this.picked = this.picked.map((picked) =>
      picked.row.body === body ? { ...picked, extent: picked.extent === "whole" ? "part" : "whole" } : picked,
    );
  }

  /** The new unit goes on with the code and the name of this one. */
  keep(body: number | null): void {
    this.keeps = body;
    const row = this.picked.find((picked) => picked.row.body === body)?.row;
    const unit = this.begun[0];
    if (!unit) return;
    unit.code = row?.code ?? "";
    unit.name = row ? bareName(row) : "";
    if (row) unit.kind = row.kind;
  }

  more(): void {
    this.begun.push({ ...blank(), kind: this.first?.kind ?? "" });
  }

  /** What is known from the first unit stands in the fields already. */
  #prepare(): void {
    const row = this.first;
    if (!row) return;
    if (this.form === "rename") {
      this.begun = [{ code: row.code, name: bareName(row), kind: row.kind }, blank()];
      return;
    }
    for (const unit of this.begun) if (unit.kind === "") unit.kind = row.kind;
    if (this.form !== "transfer") this.parent ??= row.parent;
  }

  request(): ChangeUnits {
    const units = this.form === "merge" ? this.begun.slice(0, 1) : this.begun;
    const trim = (unit: NewUnit) => ({ code: unit.code.trim(), name: unit.name.trim(), kind: unit.kind.trim() });
    const whole = this.picked.filter((picked) => picked.extent === "whole" || this.ends).map((picked) => picked.row.body);
    const change: ChangeUnits = {
      day: this.read ?? "",
      document: this.document.entry(),
      begun: [],
      renamed: [],
      ended: [],
    };
    if (this.form === "merge") {
      const from = this.picked.map(({ row, extent }) => ({ body: row.body, extent }));
      return { ...change, begun: units.map((unit) => ({ ...trim(unit), parent: this.parent, from })), ended: whole };
    }
    if (this.form === "split") {
      const from = this.picked.map(({ row }) => ({ body: row.body, extent: "part" as const }));
      return {
        ...change,
        begun: units.map((unit) => ({ ...trim(unit), parent: this.parent, from })),
        ended: this.ends ? this.picked.map(({ row }) => row.body) : [],
      };
    }
    if (this.form === "end") return { ...change, ended: this.picked.map(({ row }) => row.body) };
    if (this.form === "transfer") {
      return {
        ...change,
        renamed: this.picked.map(({ row }) => ({ body: row.body, code: null, name: null, kind: null, parent: this.parent })),
      };
    }
    return { ...change, renamed: this.picked.map(({ row }) => this.#renamed(row)) };
  }

  #renamed(row: UnitRow): ChangeUnits["renamed"][number] {
    const unit = this.begun[0] ?? blank();
    const changed = (value: string, before: string) => (value.trim() === before ? null : value.trim());
    return {
      body: row.body,
      code: changed(unit.code, row.code),
      name: changed(unit.name, bareName(row)),
      kind: changed(unit.kind, row.kind),
      parent: null,
    };
  }

  #missing(): WordKey | null {
    const few = this.form === "merge" ? 2 : 1;
    if (this.picked.length < few) return few === 2 ? "change.need_two" : "change.need_unit";
    const units = this.form === "merge" || this.form === "rename" ? this.begun.slice(0, 1) : this.begun;
    const named = this.form === "merge" || this.form === "split" || this.form === "rename";
    if (named && units.some((unit) => unit.name.trim() === "" || unit.code.trim() === "")) return "change.need_name";
    if (this.form === "transfer" && this.parent === null) return "change.need_parent";
    if (this.form === "rename" && Object.values(this.#renamedFirst()).every((value) => value === null)) return "change.need_other";
    if (this.read === null) return "change.need_day";
    return this.document.missing;
  }

  #renamedFirst() {
    const row = this.first;
    if (!row) return {};
    const { code, name, kind } = this.#renamed(row);
    return { code, name, kind };
  }

  /** What the book will say, before it says it. */
  #sentence(): string {
    const name = (unit: NewUnit) => `${unit.kind} ${unit.name} (${unit.code})`.trim();
    const names = (extent: Picked["extent"]) =>
      this.picked.filter((picked) => picked.extent === extent).map(({ row }) => row.name).join(", ");
    const all = this.picked.map(({ row }) => row.name).join(", ");
    const day = this.read === null ? "…" : showDay(this.read);
    const unit = this.begun[0] ?? blank();
    const said: string[] = [];
    if (this.form === "merge") {
      const [whole, part] = [names("whole"), names("part")];
      if (whole !== "") said.push(t("change.say_merge", { units: whole, unit: name(unit) }));
      if (part !== "") said.push(t("change.say_part", { units: part, unit: name(unit) }));
      const ended = this.ends ? all : whole;
      if (ended !== "") said.push(t("change.say_end", { units: ended }));
      if (part !== "" && !this.ends) said.push(t("change.say_stay", { units: part }));
    } else if (this.form === "split") {
      said.push(t("change.say_split", { unit: all, units: this.begun.map(name).join(", ") }));
      said.push(t(this.ends ? "change.say_end" : "change.say_stay", { units: all }));
    } else if (this.form === "rename") said.push(t("change.say_rename", { unit: all, name: name(unit) }));
    else if (this.form === "transfer") said.push(t("change.say_transfer", { units: all, parent: this.parentName }));
    else said.push(t("change.say_end", { units: all }));
    return t("change.say", { day, what: said.join("; ") });
  }

  /** Set by the form, which knows the names. */
  parentName = $state("…");
}
