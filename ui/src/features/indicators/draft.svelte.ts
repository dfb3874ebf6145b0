import type { AddIndicator, IndicatorKind } from "../../ipc/types";
import { slug } from "../../lib/text";
import { t } from "../../words/words.svelte";

export const KINDS: IndicatorKind[] = ["stock", "flow", "ratio", "index", "yes_no"];
export const PLACES: AddIndicator["entered_at"][] = ["unit", "root", "any"];

/** What a kind of indicator asks for; all else is not shown and not sent. */
interface Needs {
  unit: boolean;
  decimals: boolean;
  /** It is computed from two others. */
  parts: boolean;
  /** It may be compared with others. */
  bases: boolean;
  /** It is entered somewhere. */
  entered: boolean;
}
const NEEDS: Record<IndicatorKind, Needs> = {
  stock: { unit: true, decimals: true, parts: false, bases: true, entered: true },
  flow: { unit: true, decimals: true, parts: false, bases: true, entered: true },
  ratio: { unit: false, decimals: false, parts: true, bases: false, entered: false },
  index: { unit: true, decimals: true, parts: false, bases: false, entered: true },
  yes_no: { unit: false, decimals: false, parts: false, bases: false, entered: true },
};
// A percentage is shown with two decimals, and so is an index until another number is written.
const DECIMALS: Record<IndicatorKind, number> = { stock: 0, flow: 0, ratio: 2, index: 2, yes_no: 0 };

/** An indicator of one's own while it is being described: the kind first, then what that kind needs. */
export class IndicatorDraft {
  kind = $state<IndicatorKind | null>(null);
  name = $state("");
  short = $state("");
  unit = $state("");
  decimals = $state<number | null>(null);
  group = $state("");
  source = $state("");
  direction = $state<AddIndicator["direction"]>("up");
  entered = $state<AddIndicator["entered_at"]>("unit");
  definition = $state("");
  numerator = $state<number | null>(null);
  base = $state<number | null>(null);
  inGrid = $state(true);

  needs = $derived(this.kind === null ? null : NEEDS[this.kind]);
  slug = $derived(slug(this.name).replaceAll("-", "_"));

  /** The first thing that is still missing, in words; `null` when all is there. */
  missing = $derived.by(() => {
    if (this.needs === null) return t("indicators.add.no_kind");
    if (this.name.trim() === "") return t("indicators.add.no_name");
    if (this.needs.unit && this.unit.trim() === "") return t("indicators.add.no_unit");
    if (this.needs.parts && (this.numerator === null || this.base === null)) return t("indicators.add.no_parts");
    if (this.needs.parts && this.numerator === this.base) return t("indicators.add.same_parts");
    if (this.group === "") return t("indicators.add.no_group");
    if (this.source === "") return t("indicators.add.no_source");
    return null;
  });

  choose(kind: IndicatorKind): void {
    this.kind = kind;
    this.decimals = DECIMALS[kind];
  }

  /** What is sent: fields that the kind does not need hold nothing, whatever was typed before. */
  request(nameOf: (indicator: number) => string): AddIndicator | null {
    const { kind, needs } = this;
    if (kind === null || needs === null || this.missing !== null) return null;
    const base = needs.parts || needs.bases ? this.base : null;
    return {
      name: this.name.trim(),
      short_name: this.short.trim() || this.name.trim(),
      slug: this.slug,
      kind,
      direction: this.direction,
      unit: needs.unit ? this.unit.trim() : kind === "ratio" ? "%" : "",
      decimals: needs.decimals ? (this.decimals ?? DECIMALS[kind]) : DECIMALS[kind],
      group: this.group,
      source: this.source,
      entered_at: needs.entered ? this.entered : "any",
      definition: this.definition.trim(),
      numerator: needs.parts ? this.numerator : null,
      bases: base === null ? [] : [{ base, label: nameOf(base) }],
      in_grid: this.inGrid,
    };
  }
}
