import type { Request } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";

/** Reports that the screen makes; others belong to a meeting, a letter or a task. */
export const REPORT_KINDS = ["progress", "tasks", "ranking"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** Which report is on the screen: its kind, and what of the book it speaks of. */
export class Which {
  kind = $state<ReportKind>("progress");
  /** The unit; none for the whole book. */
  body = $state<number | null>(null);
  /** By which units are ranked; none for the main indicator. */
  indicator = $state<number | null>(null);

  constructor(
    private readonly session: Session,
    private readonly today: () => string,
  ) {}

  take(kind: ReportKind): void {
    this.kind = kind;
  }

  /** The last day of the period, or none while it runs. */
  get day(): string | null {
    const last = this.session.periods.find(({ key }) => key === this.session.period)?.last_day;
    return last !== undefined && last < this.today() ? last : null;
  }

  /** What the texts of its sections belong to beside the period. */
  get subject(): number | null {
    return this.kind === "ranking" ? this.indicator : this.body;
  }

  get wanted(): Request<"report"> {
    const { kind } = this;
    return {
      kind,
      period: this.session.period,
      // How tasks stand is told of a day, the other reports know their own from the period.
      as_of: kind === "tasks" ? this.day : null,
      subject: kind === "ranking" ? this.indicator : null,
      body: kind === "ranking" ? null : this.body,
      filled: null,
      template: null,
    };
  }
}
