import { CallError, type Host, type Printing } from "./host";
import { askPath } from "./paths.svelte";
import type { AskedFile, ChangeKind, CommandName, Reply, Request, Response } from "./types";

const KEPT = "so06-token";

/** The token of the bridge: told once behind `#`, which no browser sends, and kept for as long as the tab is open. */
function token(): string {
  const told = /^#token=(\w+)$/.exec(location.hash)?.[1];
  if (told !== undefined) {
    sessionStorage.setItem(KEPT, told);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(KEPT) ?? "";
}

function ask(name: string, body: string): Promise<globalThis.Response> {
  return fetch(`/api/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-so06-token": token() },
    body,
  });
}

/** The development bridge: the same dispatch over loopback HTTP, and paths are typed. */
export class BridgeHost implements Host {
  async call<N extends CommandName>(name: N, request: Request<N>): Promise<Reply<Response<N>>> {
    let answer: globalThis.Response;
    let body: unknown;
    try {
      answer = await ask(name, JSON.stringify(request));
      body = await answer.json();
    } catch (reason) {
      throw CallError.from(reason);
    }
    if (!answer.ok) throw CallError.from(body);
    return body as Reply<Response<N>>;
  }

  pickOpen(): Promise<string | null> {
    return askPath("open", "");
  }

  async pickPackages(): Promise<string[]> {
    const typed = await askPath("packages", "");
    return (typed ?? "").split(";").map((path) => path.trim()).filter((path) => path !== "");
  }

  pickSave(suggested: string): Promise<string | null> {
    return askPath("save", suggested);
  }

  pickFolder(suggested: string): Promise<string | null> {
    return askPath("folder", suggested);
  }

  openPath(): Promise<boolean> {
    return Promise.resolve(false);
  }

  print(name: string, pdf: string, straight: boolean): Promise<Printing> {
    // Tests must not use up paper: the page tells what would have been printed.
    window.dispatchEvent(new CustomEvent("so06-print", { detail: { name, pdf, straight } }));
    return Promise.resolve(straight ? "sent" : "opened");
  }

  onChanged(listener: (changes: ChangeKind[]) => void): () => void {
    // One page, one dispatch: a change comes back with the reply that made it. What came through the exchange folder by
    // itself is asked for now and then.
    const look = async () => {
      try {
        const answer = await ask("changed", "{}");
        const changes = (await answer.json()) as ChangeKind[];
        if (answer.ok && changes.length > 0) listener(changes);
      } catch {
        // The bridge ends with its test; nobody is there to be told.
      }
    };
    const timer = setInterval(() => void look(), 3000);
    return () => clearInterval(timer);
  }

  onAsked(listener: (file: AskedFile) => void): () => void {
    // A browser is asked by nobody; a test tells the page what the system would.
    const tell = (event: Event) => listener((event as CustomEvent<AskedFile>).detail);
    window.addEventListener("so06-asked", tell);
    return () => window.removeEventListener("so06-asked", tell);
  }
}
