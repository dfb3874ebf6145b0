import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { open, save } from "@tauri-apps/plugin-dialog";

import { t } from "../words/words.svelte";
import { CallError, type Host, type Printing } from "./host";
import type { AskedFile, ChangeKind, CommandName, Reply, Request, Response } from "./types";

/** What a file of a kind is called when it is saved; the rest are books. */
const KINDS = { pdf: "file.pdf", docx: "file.docx", xlsx: "file.xlsx", csv: "file.csv", png: "file.png" } as const;

/** The desktop shell. */
export class TauriHost implements Host {
  async call<N extends CommandName>(name: N, request: Request<N>): Promise<Reply<Response<N>>> {
    try {
      return await invoke<Reply<Response<N>>>("call", { name, request });
    } catch (reason) {
      throw CallError.from(reason);
    }
  }

  async pickOpen(): Promise<string | null> {
    return open({
      multiple: false,
      directory: false,
      filters: [{ name: t("file.book"), extensions: ["so06"] }],
    });
  }

  async pickPackages(): Promise<string[]> {
    const picked = await open({ multiple: true, directory: false, filters: [{ name: t("file.package"), extensions: ["so06x"] }] });
    return picked ?? [];
  }

  async pickSave(suggested: string, extension: string): Promise<string | null> {
    return save({
      defaultPath: suggested,
      filters: [{ name: extension in KINDS ? t(KINDS[extension as keyof typeof KINDS]) : t("file.book"), extensions: [extension] }],
    });
  }

  async pickFolder(suggested: string): Promise<string | null> {
    return open({ multiple: false, directory: true, ...(suggested === "" ? {} : { defaultPath: suggested }) });
  }

  async openPath(path: string): Promise<boolean> {
    // False where no viewer is set up for this kind of file, or the engine did not write it: the caller then shows where
    // the file lies.
    return invoke<boolean>("open_written", { path });
  }

  async print(name: string, pdf: string, straight: boolean): Promise<Printing> {
    let printed: { sent: boolean; path: string | null };
    try {
      printed = await invoke("print_pages", { job: { name, pdf, straight } });
    } catch (reason) {
      throw CallError.from(reason);
    }
    if (printed.sent) return "sent";
    return printed.path !== null && (await this.openPath(printed.path)) ? "opened" : "none";
  }

  onChanged(listener: (changes: ChangeKind[]) => void): () => void {
    const stop = listen<ChangeKind[]>("changed", (event) => listener(event.payload));
    return () => void stop.then((end) => end());
  }

  onAsked(listener: (file: AskedFile) => void): () => void {
    const stop = listen<AskedFile>("asked", (event) => listener(event.payload));
    return () => void stop.then((end) => end());
  }
}
