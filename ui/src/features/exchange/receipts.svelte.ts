import { CallError } from "../../ipc/host";
import type { DueReceipt } from "../../ipc/types";
import { Deed } from "../../lib/deed.svelte";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { exchangePlace as place } from "./place.svelte";

/** Receipts into a folder: for one unit, or for all that were not told yet. */
export class ReceiptDesk {
  readonly deed: Deed;

  constructor(readonly session: Session) {
    this.deed = new Deed(session);
  }

  async write(body: number | null): Promise<void> {
    if (place.folder === "" && !(await this.#choose())) return;
    const written = await this.deed.ask("write_receipts", { body, folder: place.folder });
    if (written === null) return;
    const name = written[0]?.name ?? "";
    const said = written.length === 1 ? t("receipt.written", { name, folder: place.folder }) : t("receipt.written_many", { count: written.length, folder: place.folder });
    this.session.say(said, { label: t("send.open_folder"), run: () => void this.session.host.openPath(place.folder) });
  }

  async #choose(): Promise<boolean> {
    try {
      const folder = await this.session.host.pickFolder(place.folder);
      if (folder !== null) place.folder = folder;
      return folder !== null;
    } catch (reason) {
      this.deed.error = CallError.from(reason);
      return false;
    }
  }
}

/** "Phường Trà An: gói số 9; Phường Trà Nóc: rút lại gói số 3". */
export function dueWords(due: readonly DueReceipt[]): string {
  return due
    .map(({ name, taken, withdrawn }) => {
      const parts = [
        taken.length > 0 ? t("receipt.due_taken", { numbers: taken.join(", ") }) : "",
        withdrawn.length > 0 ? t("receipt.due_withdrawn", { numbers: withdrawn.join(", ") }) : "",
      ];
      return `${name}: ${parts.filter((part) => part !== "").join("; ")}`;
    })
    .join(" · ");
}
