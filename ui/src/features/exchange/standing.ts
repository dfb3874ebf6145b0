import type { BodyStatus, PackageLine, PeriodOption } from "../../ipc/types";
import { t } from "../../words/words.svelte";
import { cameTo, showPeriod, showWhen } from "./read";

/** Packages of which a unit has still to be told. */
export const dueOf = (own: BodyStatus): number => own.receipts_due + own.withdrawals_due;

/** Whether there is anybody to write a receipt for, and anything to tell. */
export const receiptable = (own: BodyStatus): boolean => own.sites > 0 && own.came !== null;

/** Whether a unit asks for something to be done. */
export const isOpen = (own: BodyStatus): boolean => own.missing.length > 0 || own.waiting > 0 || own.came === null || dueOf(own) > 0;

/** "gói số 9 · 01/03/2024 08:00 · Tháng 3/2024". */
export function packageLine(own: PackageLine, periods: readonly PeriodOption[]): string {
  return [t("exchange.number", { number: own.number }), showWhen(own.written), own.period === "" ? "" : showPeriod(own.period, periods)].filter((part) => part !== "").join(" · ");
}

/** The same with what became of it. */
export function packageState(own: PackageLine, periods: readonly PeriodOption[]): string {
  return [packageLine(own, periods), t(`status.state.${own.state}`), own.came && own.state !== "withdrawn" ? cameTo(own.came) : ""].filter((part) => part !== "").join(" · ");
}

/** "số 9 · 01/03/2024": for a column whose head says the rest. */
export function packageShort(own: PackageLine): string {
  return `${t("status.number", { number: own.number })} · ${showWhen(own.written.slice(0, 10))}`;
}
