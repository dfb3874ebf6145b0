import { CallError, told } from "../../ipc/host";
import type { HealthView, RepairView } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { besides, restoreAsOther } from "./restore.svelte";
import { canRepair } from "./told";

/** What is under way. */
export type DoctorWork = "examine" | "repair" | "restore" | "open";
/** What one does with the file as it was found. */
export type DoctorWay = "open" | "repair" | "open_saved" | "restore_first" | null;

/** A file that may be damaged: what it is, what can be saved of it, and which copies there are. No book need be open. */
export class Doctor {
  health = $state.raw<HealthView | null>(null);
  saved = $state.raw<RepairView | null>(null);
  error = $state.raw<CallError | null>(null);
  working = $state<DoctorWork | null>(null);
  /** Copies that lie elsewhere, as the officer named them. */
  elsewhere = $state.raw<string[]>([]);

  constructor(readonly session: Session) {}

  /** Copies to restore and to save from, those beside the file first. */
  get copies(): string[] {
    const beside = this.health?.copies ?? [];
    return [...beside, ...this.elsewhere.filter((path) => !beside.includes(path))];
  }

  /** The one thing that leads on. */
  get way(): DoctorWay {
    if (this.saved !== null) return "open_saved";
    if (this.health === null) return null;
    if (this.health.state === "whole") return "open";
    if (this.health.state === "damaged" || this.health.state === "truncated") return "repair";
    return canRepair(this.health, this.copies) ? "restore_first" : null;
  }

  examine(path: string): Promise<boolean> {
    return this.#guarded("examine", async () => {
      this.health = null;
      this.saved = null;
      this.elsewhere = [];
      this.health = await this.session.read("examine_book", { path });
    });
  }

  async pick(): Promise<void> {
    const path = await this.#asked();
    if (path !== null) await this.examine(path);
  }

  /** Names a copy that lies elsewhere: on the stick of last night. */
  async addCopy(): Promise<void> {
    const path = await this.#asked();
    if (path !== null && !this.copies.includes(path)) this.elsewhere = [...this.elsewhere, path];
  }

  repair(): Promise<boolean> {
    return this.#guarded("repair", async () => {
      const { health } = this;
      if (health === null) return;
      const to = await this.session.host.pickSave(besides(health.path, "cuu"), "so06");
      if (to === null) return;
      this.saved = await this.session.read("repair_book", { path: health.path, to, copies: this.elsewhere });
    });
  }

  /** A copy becomes a book of its own, which is then open. */
  restore(copy: string): Promise<boolean> {
    return this.#guarded("restore", async () => {
      await this.session.flush();
      await restoreAsOther(this.session, copy, null);
    });
  }

  open(path: string): Promise<boolean> {
    return this.#guarded("open", async () => {
      await this.session.flush();
      await this.session.enter("open_book", { path });
    });
  }

  async go(): Promise<void> {
    const { way, health, saved, copies } = this;
    if (way === "open_saved" && saved) await this.open(saved.path);
    else if (way === "open" && health) await this.open(health.path);
    else if (way === "repair") await this.repair();
    else if (way === "restore_first" && copies[0] !== undefined) await this.restore(copies[0]);
  }

  async #asked(): Promise<string | null> {
    try {
      return await this.session.host.pickOpen();
    } catch (reason) {
      this.error = CallError.from(reason);
      return null;
    }
  }

  async #guarded(work: DoctorWork, act: () => Promise<void>): Promise<boolean> {
    if (this.working !== null) return false;
    this.working = work;
    this.error = null;
    try {
      await act();
      return true;
    } catch (reason) {
      this.error = told(reason);
      return false;
    } finally {
      this.working = null;
    }
  }
}
