import { tick } from "svelte";

import type { PeriodOption } from "../../ipc/types";
import type { Screen, Session } from "../../lib/session.svelte";

/** The ways to look at figures, in the order of the switch. */
export const FIGURE_VIEWS = ["entry", "intake", "indicators", "submissions", "closing"] as const;
export type FigureView = (typeof FIGURE_VIEWS)[number];
/** Those of Ctrl+1 … Ctrl+4; the way in for files has Ctrl+O. */
export const DIGIT_VIEWS: readonly FigureView[] = FIGURE_VIEWS.filter((view) => view !== "intake");

export interface IndicatorAt {
  indicator: number;
  /** The body looked at; `null` is the book's root. */
  body: number | null;
}

/** Where the officer came from, to be found again by Alt+←. */
interface Step {
  screen: Screen;
  view: FigureView;
  page: IndicatorAt | null;
  /** `data-place` of what had the focus. */
  focus: string | null;
}

// Frames to wait for a screen that reads its rows anew before the focus can come back to one of them.
const PATIENCE = 90;

/**
 * Where one stands within the figures. It outlives its screen, so that coming back finds the place,
 * and is cleared with the book.
 */
class FigurePlace {
  view = $state<FigureView>("entry");
  page = $state.raw<IndicatorAt | null>(null);
  /** The cell that the grid is asked to go to when it is next shown. */
  cell = $state.raw<{ body: number; indicator: number | null } | null>(null);
  /** The cell that the grid was left at; it is found again when nothing else is asked for. */
  left: { body: number; indicator: number } | null = null;
  #trail = $state.raw<Step[]>([]);

  /** Whether there is a place to go back to. */
  get deep(): boolean {
    return this.#trail.length > 0;
  }

  /** The view that the page was opened from, or `null` when it was another screen. */
  get from(): Step | null {
    return this.#trail.at(-1) ?? null;
  }

  reset(): void {
    this.view = "entry";
    this.page = null;
    this.cell = null;
    this.left = null;
    this.#trail = [];
  }

  /** Another view, chosen on purpose: what was passed through is forgotten. */
  show(view: FigureView): void {
    this.view = view;
    this.page = null;
    this.#trail = [];
  }

  openIndicator(session: Session, indicator: number, body: number | null = null): void {
    this.#keep(session);
    this.page = { indicator, body };
    session.screen = "counts";
  }

  /** Looks at another body on the same page; no step of its own. */
  lookAt(body: number | null): void {
    if (this.page) this.page = { ...this.page, body };
  }

  /** The grid at a unit, in a period when one is named. */
  openEntry(session: Session, cell: { body: number; indicator: number | null }, period?: PeriodOption): void {
    this.#keep(session);
    if (period) session.choosePeriod(period);
    this.cell = cell;
    this.view = "entry";
    this.page = null;
    session.screen = "counts";
  }

  /** Goes back one step, with the focus where it was; false when there is none. */
  back(session: Session): boolean {
    const step = this.#trail.at(-1);
    if (!step) return false;
    this.#trail = this.#trail.slice(0, -1);
    this.view = step.view;
    this.page = step.page;
    session.screen = step.screen;
    if (step.focus !== null) void this.#focus(step.focus);
    return true;
  }

  #keep(session: Session): void {
    const focus = (document.activeElement as HTMLElement | null)?.dataset.place ?? null;
    this.#trail = [...this.#trail, { screen: session.screen, view: this.view, page: this.page, focus }];
  }

  async #focus(place: string): Promise<void> {
    await tick();
    for (let frame = 0; frame < PATIENCE; frame += 1) {
      const element = document.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`);
      if (element) {
        element.focus();
        return;
      }
      await new Promise(requestAnimationFrame);
    }
  }
}

export const figurePlace = new FigurePlace();
