/** What this machine remembers: after how many idle minutes it locks, and who signed in to a book last. */
const LOCK_AFTER = "so06.lock_after";
const LAST = "so06.last_officer:";

export const LOCK_CHOICES = ["5", "10", "30", "never"] as const;
export type LockAfter = (typeof LOCK_CHOICES)[number];

function stored(): LockAfter {
  const value = localStorage.getItem(LOCK_AFTER);
  return LOCK_CHOICES.find((own) => own === value) ?? "10";
}

const state = $state<{ after: LockAfter }>({ after: stored() });

export function lockAfter(): LockAfter {
  return state.after;
}

export function setLockAfter(next: LockAfter): void {
  state.after = next;
  localStorage.setItem(LOCK_AFTER, next);
}

export function lastOfficer(path: string): string | null {
  return localStorage.getItem(LAST + path);
}

export function rememberOfficer(path: string, name: string): void {
  localStorage.setItem(LAST + path, name);
}
