/** A question for a path that waits for its answer: browsers have no dialog that gives one. */
export interface PathQuestion {
  purpose: "open" | "save" | "folder" | "packages";
  suggested: string;
  answer: (path: string | null) => void;
}

export const pathQuestion = $state<{ current: PathQuestion | null }>({ current: null });

/** Shows the page's own dialog and waits for a path, or `null` when it was closed. */
export function askPath(purpose: PathQuestion["purpose"], suggested: string): Promise<string | null> {
  pathQuestion.current?.answer(null);
  return new Promise((resolve) => {
    pathQuestion.current = {
      purpose,
      suggested,
      answer: (path) => {
        pathQuestion.current = null;
        resolve(path);
      },
    };
  });
}
