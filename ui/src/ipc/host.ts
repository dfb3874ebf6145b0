import type { ApiError, AskedFile, ChangeKind, CommandName, Reply, Request, Response } from "./types";

/** What came of printing. */
export type Printing = "sent" | "opened" | "none";

/** What the window needs from the program around it. The only seam: two implementations below it. */
export interface Host {
  /** Sends one command to the engine; rejects with `CallError`. */
  call<N extends CommandName>(name: N, request: Request<N>): Promise<Reply<Response<N>>>;
  /** Asks for a book to open; `null` when the officer changes their mind. */
  pickOpen(): Promise<string | null>;
  /** Asks for packages of other books, several at once; none when the officer changes their mind. */
  pickPackages(): Promise<string[]>;
  /** Asks where to write; `suggested` is a full path or a file name, `extension` has no dot. */
  pickSave(suggested: string, extension: string): Promise<string | null>;
  /** Asks for a folder to write into; begins at `suggested`. */
  pickFolder(suggested: string): Promise<string | null>;
  /** Opens a paper or folder that the engine wrote in this run; false where the host has no viewer, or did not write it. */
  openPath(path: string): Promise<boolean>;
  /**
   * Hands a finished PDF (base64) to the system: straight to its printer, or to the program that shows PDF files, where
   * printer and pages are chosen. `sent` to the printer, `opened` in that program, `none` where the host has neither.
   */
  print(name: string, pdf: string, straight: boolean): Promise<Printing>;
  /** Changes that came from elsewhere. Returns what ends the listening. */
  onChanged(listener: (changes: ChangeKind[]) => void): () => void;
  /** A file that the system asked to open while the window is open already. Returns what ends the listening. */
  onAsked(listener: (file: AskedFile) => void): () => void;
}

/** A refusal or failure with the closed code, its parts, and the finished sentence for the officer. */
export class CallError extends Error implements ApiError {
  readonly code: string;
  readonly params: Record<string, string>;
  readonly detail: string;

  constructor(error: ApiError) {
    super(error.message);
    this.name = "CallError";
    this.code = error.code;
    this.params = error.params;
    this.detail = error.detail;
  }

  /** Takes whatever a host rejected with; anything that is no `ApiError` becomes `host_unreachable`. */
  static from(reason: unknown): CallError {
    if (reason instanceof CallError) return reason;
    if (isApiError(reason)) return new CallError(reason);
    const detail = reason instanceof Error ? reason.message : String(reason);
    return new CallError({ code: "host_unreachable", params: {}, detail, message: "" });
  }
}

/** A refusal that led to a question, which the officer left unanswered: they know, and nothing more is told. */
export class GivenUp extends CallError {}

/** What is told of a rejection; null where the officer changed their mind. */
export function told(reason: unknown): CallError | null {
  return reason instanceof GivenUp ? null : CallError.from(reason);
}

function isApiError(value: unknown): value is ApiError {
  if (typeof value !== "object" || value === null) return false;
  const error = value as Partial<ApiError>;
  return typeof error.code === "string" && typeof error.message === "string";
}

/** The host around this page: the desktop shell, or the bridge when the page runs in a browser. */
export async function connect(): Promise<Host> {
  if ("__TAURI_INTERNALS__" in window) {
    const { TauriHost } = await import("./tauri");
    return new TauriHost();
  }
  const { BridgeHost } = await import("./bridge");
  return new BridgeHost();
}
