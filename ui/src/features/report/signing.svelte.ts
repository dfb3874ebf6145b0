import { untrack } from "svelte";

import type { IssuedReport, Request } from "../../ipc/types";
import { whyNot } from "../../lib/access";
import { Deed } from "../../lib/deed.svelte";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { isSigned, named, standing } from "./kept";
import { reportPlace } from "./place.svelte";

type Wanted = Request<"report">;

/** Where a paper stands between draft and issue (nháp, trình ký, ban hành), and what can be done with it. */
export class Signing {
  readonly deed: Deed;
  readonly kept: Query<"issued_reports">;
  /** The letterheads of the office to choose from. */
  readonly letterheads: Query<"letterheads">;
  /** The dialog that asks for number and day is open. */
  issuing = $state(false);
  /** The issued paper that the draft takes the place of. */
  replaced = $state.raw<IssuedReport | null>(null);
  /** The draft is looked at though another paper stands. */
  #draft = $state(false);

  constructor(
    private readonly session: Session,
    private readonly wanted: () => Wanted,
    private readonly readonly: () => boolean,
  ) {
    this.deed = new Deed(session);
    this.kept = new Query(session, "issued_reports", ["reports", "book"], () => (isSigned(wanted().kind) ? {} : null));
    this.letterheads = new Query(session, "letterheads", ["settings", "book"], () => (isSigned(wanted().kind) ? {} : null));
    // Another period or subject is another paper.
    const about = $derived(JSON.stringify({ ...this.wanted(), replaces: undefined }));
    let before = untrack(() => about);
    $effect(() => {
      const now = about;
      if (now === before) return;
      before = now;
      untrack(() => this.reset());
    });
  }

  #stands = $derived.by(() => standing(this.kept.value ?? [], this.wanted()));
  /** The one that waits for signature. */
  submitted = $derived.by(() => this.#stands.submitted);
  /** The one that stands: not replaced. */
  issued = $derived.by(() => this.#stands.issued);
  /** The frozen paper that is shown; `null` is the draft. */
  shown = $derived.by(() => {
    const { submitted, issued, shown } = this.#stands;
    if (this.#draft || (this.replaced !== null && submitted === null)) return null;
    return this.#frozen ? (submitted ?? issued) : shown;
  });
  /** A letter that was issued is looked at though the next one is drafted. */
  #frozen = $state(false);

  /** What the draft is asked for with. */
  get request(): Wanted {
    const wanted = this.wanted();
    const { profile } = this;
    return {
      ...wanted,
      ...(profile !== null && wanted.profile === undefined && { profile }),
      ...(this.replaced !== null && { replaces: this.replaced.id }),
    };
  }

  /** The letterhead that was chosen; one that is no longer there is the usual one. */
  get profile(): string | null {
    return this.letterheads.value?.some(({ key }) => key === reportPlace.profile) ? reportPlace.profile : null;
  }

  /** Whether this kind of paper is signed at all. */
  get applies(): boolean {
    return isSigned(this.wanted().kind);
  }

  reset(): void {
    this.replaced = null;
    this.issuing = false;
    this.#draft = false;
    this.#frozen = false;
    this.deed.forget();
  }

  look(at: "draft" | "kept"): void {
    this.#draft = at === "draft";
    this.#frozen = at === "kept";
    if (at === "kept") this.replaced = null;
  }

  async submit(): Promise<void> {
    if (this.readonly() || this.submitted) return;
    await this.session.flush();
    if ((await this.deed.ask("submit_report", this.request)) === null) return;
    this.look("kept");
    this.session.say(t("signing.submitted"));
  }

  async takeBack(): Promise<void> {
    const { submitted } = this;
    if (this.readonly() || !submitted) return;
    const again = submitted.replaces;
    if (!(await this.deed.run("take_back_report", { report: submitted.id }))) return;
    this.reset();
    // A draft that takes the place of another goes on doing so.
    this.replaced = this.kept.value?.find(({ id }) => id === again) ?? null;
    this.session.say(t("signing.taken_back"));
  }

  /** Asks for number and day. */
  async issue(): Promise<void> {
    if (this.readonly() || whyNot(this.session.head, "sign") !== null || (this.issued && !this.submitted && this.shown)) return;
    await this.session.flush();
    this.deed.forget();
    this.issuing = true;
  }

  issuedAs(report: IssuedReport): void {
    this.issuing = false;
    this.look("kept");
    this.session.say(t("signing.issued", { paper: named(report) }));
  }

  /** Drafts a paper that takes the place of the issued one. */
  replace(report: IssuedReport | null = this.issued): void {
    if (this.readonly() || !report || report.replaced_by !== null || this.submitted) return;
    this.look("draft");
    this.replaced = report;
    // It goes out under the letterhead of the one whose place it takes, unless another is chosen.
    reportPlace.profile = report.profile;
  }

  keepIssued(): void {
    this.look("kept");
  }

  /** Alt with T, H, N and Y; whether the key was one of them. */
  key(event: KeyboardEvent): boolean {
    if (!this.applies || !event.altKey || event.ctrlKey || event.shiftKey) return false;
    const key = event.key.toLowerCase();
    if (key === "t" && !this.submitted && !this.shown) void this.submit();
    else if (key === "h" && this.submitted) void this.takeBack();
    else if (key === "n") void this.issue();
    else if (key === "y" && this.shown?.state === "issued") this.replace(this.shown);
    else return false;
    return true;
  }
}
