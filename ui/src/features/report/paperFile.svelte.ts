import { CallError } from "../../ipc/host";
import type { Request } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { slug } from "../../lib/text";
import { t } from "../../words/words.svelte";

/** Pages to be printed and signed, a draft to be corrected in Word, or a workbook to reckon on with. */
export type Ending = "pdf" | "docx" | "xlsx";

/** Saves a paper into a file that the officer names. */
export class PaperFile {
  saving = $state(false);
  failed = $state.raw<CallError | null>(null);

  /** `wanted` says which paper, `name` begins the name of the file that is proposed. */
  constructor(
    private readonly session: Session,
    private readonly wanted: () => Request<"report">,
    private readonly name: () => string,
  ) {}

  async save(ending: Ending): Promise<void> {
    if (this.saving) return;
    this.saving = true;
    this.failed = null;
    try {
      await this.session.flush();
      const path = await this.session.host.pickSave(`${slug(this.name())}.${ending}`, ending);
      if (path === null) return;
      const { value } = await this.session.change("save_report", { paper: this.wanted(), path });
      this.session.say(t("report.saved", { path: value.path }), { label: t("report.open"), run: () => void this.open(value.path) });
    } catch (reason) {
      this.failed = CallError.from(reason);
    } finally {
      this.saving = false;
    }
  }

  /** Ctrl+S and Ctrl+P save pages, Ctrl+Shift+S a draft, Ctrl+Shift+E a workbook; whether the key was one of them. */
  key(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    if (!event.ctrlKey || event.altKey || !(event.shiftKey ? ["s", "e"] : ["s", "p"]).includes(key)) return false;
    void this.save(!event.shiftKey ? "pdf" : key === "s" ? "docx" : "xlsx");
    return true;
  }

  private async open(path: string): Promise<void> {
    if (!(await this.session.host.openPath(path))) this.session.say(t("report.no_viewer", { path }));
  }
}
