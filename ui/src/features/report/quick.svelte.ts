import { CallError } from "../../ipc/host";
import type { Request } from "../../ipc/types";
import { copy, pictureBlob, textBlob } from "../../lib/copy";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { slug } from "../../lib/text";
import { t } from "../../words/words.svelte";

/** Papers whose figures a group wants in short. */
const KINDS = ["progress", "ranking", "tasks"];
const KINDS_OF_THE_BOOK = ["reports", "facts", "targets", "tasks", "bodies", "settings"] as const;

export const toldQuickly = (kind: string): boolean => KINDS.includes(kind);

/** Ctrl+E, by which tables go out too. */
export const isQuickKey = (event: KeyboardEvent): boolean => event.ctrlKey && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "e";

/** The quick report (báo cáo nhanh) of a paper: its text and its picture, copied or saved. */
export class Quick {
  readonly report: Query<"quick_report">;
  readonly picture: Query<"quick_picture">;
  working = $state(false);
  failed = $state.raw<CallError | null>(null);

  /** `name` begins the name of the file that is proposed. */
  constructor(
    private readonly session: Session,
    private readonly of: () => Request<"quick_report">,
    private readonly name: () => string,
    private readonly done: () => void,
  ) {
    this.report = new Query(session, "quick_report", [...KINDS_OF_THE_BOOK], of);
    this.picture = new Query(session, "quick_picture", [...KINDS_OF_THE_BOOK], of);
  }

  copyText(): Promise<void> {
    return this.#run(async () => {
      await copy("text/plain", this.session.read("quick_report", this.of()).then(({ text }) => textBlob(text)));
      this.#told(t("quick.copied"));
    });
  }

  copyPicture(): Promise<void> {
    return this.#run(async () => {
      await copy("image/png", this.session.read("quick_picture", this.of()).then(pictureBlob));
      this.#told(t("quick.picture_copied"));
    });
  }

  save(ending: "png" | "txt"): Promise<void> {
    return this.#run(async () => {
      await this.session.flush();
      const path = await this.session.host.pickSave(`nhanh-${slug(this.name())}.${ending}`, ending);
      if (path === null) return;
      const { value } = await this.session.change("save_quick", { ...this.of(), path });
      this.done();
      this.session.say(t("quick.saved", { path: value.path }), { label: t("report.open"), run: () => void this.#open(value.path) });
    });
  }

  /** Alt+A copies the picture, Alt+S saves it, Alt+L saves the lines; whether the key was one of them. */
  key(event: KeyboardEvent): boolean {
    if (!event.altKey || event.ctrlKey || event.shiftKey) return false;
    const key = event.key.toLowerCase();
    if (key === "a") void this.copyPicture();
    else if (key === "s") void this.save("png");
    else if (key === "l") void this.save("txt");
    else return false;
    return true;
  }

  #told(words: string): void {
    this.done();
    this.session.say(words);
  }

  async #open(path: string): Promise<void> {
    if (!(await this.session.host.openPath(path))) this.session.say(t("report.no_viewer", { path }));
  }

  async #run(deed: () => Promise<void>): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.failed = null;
    try {
      await deed();
    } catch (reason) {
      this.failed = CallError.from(reason);
    } finally {
      this.working = false;
    }
  }
}
