import { CallError } from "../../ipc/host";
import type { Request } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { slug } from "../../lib/text";
import { t } from "../../words/words.svelte";

/** Pages to be printed and signed, or a draft to be corrected in Word. */
export type Ending = "pdf" | "docx";

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

  /** Ctrl+S and Ctrl+P save pages, Ctrl+Shift+S a draft; whether the key was one of them. */
  key(event: KeyboardEvent): boolean {
    if (!event.ctrlKey || event.altKey || !["s", "p"].includes(event.key.toLowerCase())) return false;
    void this.save(event.shiftKey && event.key.toLowerCase() === "s" ? "docx" : "pdf");
    return true;
  }

  private async open(path: string): Promise<void> {
    if (!(await this.session.host.openPath(path))) this.session.say(t("report.no_viewer", { path }));
  }
}
