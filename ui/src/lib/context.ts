import { getContext, setContext } from "svelte";

import type { Session } from "./session.svelte";

const SESSION = Symbol("session");

export function provideSession(session: Session): void {
  setContext(SESSION, session);
}

export function useSession(): Session {
  return getContext<Session>(SESSION);
}
