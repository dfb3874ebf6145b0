import { CallError } from "../../ipc/host";
import type { FolderFile, FolderView, Request } from "../../ipc/types";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import type { Inbox } from "./inbox.svelte";

/** Packages of which an officer wants to hear; the others are where they belong. */
const QUIET: readonly FolderFile["state"][] = ["already", "own", "other"];

/**
 * The exchange folder as the screen shows it. The engine makes the passes; what raises a question is put into the inbox
 * once, and whoever takes it off the list there is not asked again by the same file.
 */
export class FolderBox {
  working = $state(false);
  error = $state.raw<CallError | null>(null);
  readonly #query: Query<"exchange_folder">;
  #offered = new Set<string>();

  constructor(
    readonly session: Session,
    readonly inbox: Inbox,
  ) {
    this.#query = new Query(session, "exchange_folder", ["book", "exchange"], () => ({}));
    $effect(() => {
      const waiting = (this.view?.files ?? []).filter(({ state }) => state === "waiting").map(({ path }) => path);
      const fresh = waiting.filter((path) => !this.#offered.has(path));
      if (fresh.length === 0) return;
      for (const path of fresh) this.#offered.add(path);
      void this.inbox.offer(fresh);
    });
  }

  get view(): FolderView | null {
    return this.#query.value;
  }

  get failure(): CallError | null {
    return this.error ?? this.#query.error;
  }

  /** What the last pass has to say of single files. */
  get told(): FolderFile[] {
    return (this.view?.files ?? []).filter(({ state }) => !QUIET.includes(state));
  }

  async scan(): Promise<void> {
    if (this.view?.path) await this.#run("scan_folder", { by_hand: true });
  }

  /** Asks for a folder and looks into it. */
  async choose(): Promise<void> {
    try {
      const path = await this.session.host.pickFolder(this.view?.path ?? "");
      if (path !== null) await this.#run("choose_folder", { path, send_above: this.view?.send_above ?? false });
    } catch (reason) {
      this.error = CallError.from(reason);
    }
  }

  async sendAbove(send_above: boolean): Promise<void> {
    const path = this.view?.path;
    if (path) await this.#run("choose_folder", { path, send_above });
  }

  async leave(): Promise<boolean> {
    return this.#run("leave_folder", {});
  }

  async #run<N extends "scan_folder" | "choose_folder" | "leave_folder">(name: N, request: Request<N>): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    this.error = null;
    try {
      await this.session.change(name, request);
      this.#query.again();
      return true;
    } catch (reason) {
      this.error = CallError.from(reason);
      return false;
    } finally {
      this.working = false;
    }
  }
}

/** `09:10` of a moment. */
export function scanTime(at: string): string {
  return at.slice(11, 16);
}

/** The end of a long path, which tells the folder: "…\\De an 06\\Trao doi". */
export function tailOf(path: string, most = 34): string {
  if (path.length <= most) return path;
  const parts = path.split(/(?<=[/\\])/);
  let tail = parts.pop() ?? "";
  while (parts.length > 0 && tail.length + (parts.at(-1)?.length ?? 0) < most) tail = (parts.pop() ?? "") + tail;
  return `…${path.includes("\\") ? "\\" : "/"}${tail}`;
}
