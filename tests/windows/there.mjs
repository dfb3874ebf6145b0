// Programs of Windows, under Wine or on Windows itself, and what stories about them share.
import { spawn, spawnSync } from "node:child_process";

export const ON_WINDOWS = process.platform === "win32";

/** The command that starts a program of Windows. */
function started(program, words) {
  return ON_WINDOWS ? [program, words] : ["wine", [program, ...words]];
}

/** A program with its end and what it said. */
export function ended(command, words, options = {}) {
  const done = spawnSync(command, words, { maxBuffer: 1 << 26, ...options });
  if (done.error !== undefined) throw done.error;
  return { status: done.status, out: done.stdout.toString("utf8"), told: done.stderr.toString("utf8") };
}

/** A program of Windows, ended. */
export function run(program, words, options = {}) {
  return ended(...started(program, words), options);
}

/** A path as programs of Windows spell it. */
export const spelled = (file) => (ON_WINDOWS ? file : `Z:${file.replaceAll("/", "\\")}`);

/** Holds a file as a viewer does, by the little program `holder`, does the work, and lets it go. */
export async function held(holder, file, work) {
  const own = spawn(...started(holder, [spelled(file)]), { stdio: ["pipe", "pipe", "inherit"] });
  try {
    await new Promise((done, fail) => {
      own.stdout.once("data", done);
      own.once("exit", (status) => fail(new Error(`nothing is held: ${status}`)));
    });
    await work();
  } finally {
    own.removeAllListeners("exit");
    own.stdin.end();
    await new Promise((done) => (own.exitCode === null ? own.once("exit", done) : done()));
  }
}
