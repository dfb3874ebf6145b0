import { CallError } from "../ipc/host";
import type { TableWanted } from "../ipc/types";
import { t } from "../words/words.svelte";
import { copy, pictureBlob, textBlob } from "./copy";
import type { Session } from "./session.svelte";

/** What a table can leave the book as. */
export type OutWay = "text" | "picture" | "png" | "xlsx" | "csv";

/** Takes tables out of the book: to the clipboard or to a file. A refusal is said by the frame. */
export class Out {
  working = $state(false);

  constructor(readonly session: Session) {}

  async go(way: OutWay, wanted: TableWanted, name: string): Promise<void> {
    if (way === "text") await this.copyText(wanted, t("out.copied"));
    else if (way === "picture") await this.copyPicture(wanted);
    else await this.save(wanted, name, way);
  }

  copyText(wanted: TableWanted, said: string): Promise<void> {
    return this.#run(async () => {
      await copy("text/plain", this.session.read("table_text", wanted).then(textBlob));
      this.session.say(said);
    });
  }

  copyPicture(wanted: TableWanted): Promise<void> {
    return this.#run(async () => {
      await copy("image/png", this.session.read("table_picture", wanted).then(pictureBlob));
      this.session.say(t("out.picture_copied"));
    });
  }

  save(wanted: TableWanted, name: string, extension: "png" | "xlsx" | "csv"): Promise<void> {
    return this.#run(async () => {
      await this.session.flush();
      const path = await this.session.host.pickSave(`${name}.${extension}`, extension);
      if (path === null) return;
      const { value } = await this.session.change("save_table", { ...wanted, path });
      this.session.say(t("out.saved", { path: value.path }), { label: t("report.open"), run: () => void this.open(value.path) });
    });
  }

  async open(path: string): Promise<void> {
    if (!(await this.session.host.openPath(path))) this.session.say(t("report.no_viewer", { path }));
  }

  async #run(deed: () => Promise<void>): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.session.failure = null;
    try {
      await deed();
    } catch (reason) {
      this.session.failure = CallError.from(reason);
    } finally {
      this.working = false;
    }
  }
}
