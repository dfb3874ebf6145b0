import { CallError } from "../ipc/host";
import type { TableWanted } from "../ipc/types";
import { t } from "../words/words.svelte";
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
      // The clipboard is promised its text at once: after a wait it would no longer be this key's doing.
      const text = this.session.read("table_text", wanted).then((lines) => new Blob([lines], { type: "text/plain" }));
      await this.#copy("text/plain", text);
      this.session.say(said);
    });
  }

  copyPicture(wanted: TableWanted): Promise<void> {
    return this.#run(async () => {
      const picture = this.session.read("table_picture", wanted).then((data) => new Blob([bytes(data)], { type: "image/png" }));
      await this.#copy("image/png", picture);
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

  async #copy(type: string, content: Promise<Blob>): Promise<void> {
    let failed: unknown;
    const watched = content.catch((reason: unknown) => {
      failed = reason;
      throw reason;
    });
    try {
      await navigator.clipboard.write([new ClipboardItem({ [type]: watched })]);
    } catch (reason) {
      if (failed !== undefined) throw failed;
      const detail = reason instanceof Error ? reason.message : String(reason);
      throw new CallError({ code: "clipboard_refused", params: {}, detail, message: t("out.clipboard_refused") });
    }
  }
}

/** The bytes of base64. */
function bytes(data: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
}
