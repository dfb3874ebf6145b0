import { CallError } from "../../ipc/host";
import type { IssuedReport, Request } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { slug } from "../../lib/text";
import { t } from "../../words/words.svelte";

/** Pages to be printed and signed, a draft to be corrected in Word, or a workbook to reckon on with. */
export type Ending = "pdf" | "docx" | "xlsx";

/** Saves a paper into a file that the officer names. */
export class PaperFile {
  saving = $state(false);
  failed = $state.raw<CallError | null>(null);

  /** `wanted` says which draft, `name` begins the name of the file that is proposed; `kept` is a frozen paper. */
  constructor(
    private readonly session: Session,
    private readonly wanted: () => Request<"report"> | null,
    private readonly name: () => string,
    private readonly kept: () => IssuedReport | null = () => null,
  ) {}

  async save(ending: Ending): Promise<void> {
    // Frozen pages are copied; what is corrected in Word or reckoned in Excel is a draft.
    if (this.saving || (ending !== "pdf" && this.kept() !== null)) return;
    this.saving = true;
    this.failed = null;
    try {
      await this.session.flush();
      const [kept, paper] = [this.kept(), this.wanted()];
      const name = kept ? `${kept.number} ${kept.title}` : this.name();
      const path = await this.session.host.pickSave(`${slug(name)}.${ending}`, ending);
      if (path === null || (kept === null && paper === null)) return;
      const { value } = await (kept ? this.session.change("reprint_report", { report: kept.id, path }) : this.session.change("save_report", { paper: paper!, path }));
      this.session.say(t("report.saved", { path: value.path }), { label: t("report.open"), run: () => void this.open(value.path) });
    } catch (reason) {
      this.failed = CallError.from(reason);
    } finally {
      this.saving = false;
    }
  }

  /** Ctrl+S saves pages, Ctrl+Shift+S a draft, Ctrl+Shift+E a workbook; whether the key was one of them. */
  key(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    if (!event.ctrlKey || event.altKey || !(event.shiftKey ? ["s", "e"] : ["s"]).includes(key)) return false;
    void this.save(!event.shiftKey ? "pdf" : key === "s" ? "docx" : "xlsx");
    return true;
  }

  private async open(path: string): Promise<void> {
    if (!(await this.session.host.openPath(path))) this.session.say(t("report.no_viewer", { path }));
  }
}
