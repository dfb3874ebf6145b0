import { CallError, type Host, type Printing } from "../src/ipc/host";
import type { AskedFile, BookHead, ChangeKind, CommandName, Reply, Request, Response } from "../src/ipc/types";

export const head: BookHead = {
  path: "/tmp/a.so06",
  locked: [],
  signed: null,
  name: "Quận Bình Thủy",
  plan: "Đề án 06 · 2024",
  officer: "Cán bộ tổng hợp",
  today: "2024-03-18",
  view_day_fixed: true,
  periods: [
    { key: "2024-T03", label: "Tháng 3/2024", first_day: "2024-02-15", last_day: "2024-03-14", due_day: "2024-03-18" },
    { key: "2024-Q1", label: "Quý I/2024", first_day: "2023-12-15", last_day: "2024-03-14", due_day: "2024-03-18" },
  ],
  period: "2024-Q1",
  undo: null,
  redo: null,
  illustrative: true,
  read_only: false,
  safety_copy: false,
  seen_at: null,
  boundary: "then",
  place: { standing: "same", from: "" },
  handed_over: null,
  received: null,
  saved_at: null,
  overdue: 1,
  units_submitted: 6,
  units_total: 8,
  synced: null,
  network: false,
  exchange_waiting: 0,
};

type Answers = { [N in CommandName]?: (request: Request<N>) => Reply<Response<N>> | Promise<Reply<Response<N>>> };

/** A host that answers from a table and remembers what it was asked. */
export class FakeHost implements Host {
  asked: { name: CommandName; request: unknown }[] = [];
  #listener: ((changes: ChangeKind[]) => void) | null = null;
  #open: ((file: AskedFile) => void) | null = null;

  constructor(readonly answers: Answers) {}

  async call<N extends CommandName>(name: N, request: Request<N>): Promise<Reply<Response<N>>> {
    this.asked.push({ name, request });
    const answer = this.answers[name];
    if (!answer) throw new CallError({ code: "unknown", params: {}, detail: name, message: "" });
    return answer(request);
  }

  count(name: CommandName): number {
    return this.asked.filter((call) => call.name === name).length;
  }

  /** A change from elsewhere, as the shell tells it. */
  tell(changes: ChangeKind[]): void {
    this.#listener?.(changes);
  }

  /** A file that was double-clicked, as the shell tells it. */
  doubleClick(file: AskedFile): void {
    this.#open?.(file);
  }

  pickOpen = (): Promise<string | null> => Promise.resolve(null);
  pickPackages = (): Promise<string[]> => Promise.resolve([]);
  pickSave = (): Promise<string | null> => Promise.resolve(null);
  pickFolder = (): Promise<string | null> => Promise.resolve(null);
  openPath: Host["openPath"] = () => Promise.resolve(false);
  print: Host["print"] = () => Promise.resolve<Printing>("none");

  onChanged(listener: (changes: ChangeKind[]) => void): () => void {
    this.#listener = listener;
    return () => (this.#listener = null);
  }

  onAsked(listener: (file: AskedFile) => void): () => void {
    this.#open = listener;
    return () => (this.#open = null);
  }
}
