import type { FigureSpot } from "../../ipc/types";
import { below, stepped } from "./figures";

/** The figures of the pages that are shown: which one is stood on, and what is open beside the pages. */
export class Spots {
  /** The one that is stood on; one tab stop leads to all of them. */
  at = $state<number | null>(null);
  /** What stands behind a figure, or the list of all. */
  open = $state<"trace" | "list" | null>(null);

  constructor(readonly all: () => readonly FigureSpot[]) {}

  get spot(): FigureSpot | null {
    return this.at === null ? null : (this.all()[this.at] ?? null);
  }

  /** The one that Tab comes to. */
  get stop(): number {
    return this.spot === null ? 0 : (this.at ?? 0);
  }

  go(index: number): void {
    this.at = index;
  }

  step(step: 1 | -1): void {
    this.at = stepped(this.all().length, this.spot === null ? null : this.at, step);
  }

  line(step: 1 | -1): void {
    if (this.at !== null) this.at = below(this.all(), this.at, step);
  }

  /** Shows what stands behind a figure. */
  show(index: number): void {
    this.at = index;
    this.open = "trace";
  }

  close(): void {
    this.open = null;
  }

  /** Other pages may have fewer figures; a figure that is gone is not stood on. */
  renew(): void {
    if (this.spot !== null) return;
    this.at = null;
    if (this.open === "trace") this.open = null;
  }
}
