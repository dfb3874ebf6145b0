import { CallError } from "../../ipc/host";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";

/** Words into the clipboard; what was copied is said, and what to do where the machine refuses it. */
export async function copyText(session: Session, text: string, said: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    session.say(said);
    return true;
  } catch (reason) {
    const detail = reason instanceof Error ? reason.message : String(reason);
    session.failure = new CallError({ code: "clipboard_refused", params: {}, detail, message: t("outreach.clipboard_refused") });
    return false;
  }
}
