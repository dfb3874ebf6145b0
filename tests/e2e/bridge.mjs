// Starts and stops the bridge: the engine's dispatch over loopback HTTP.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";

const WAIT = 15_000;

/** What every request has to carry. One for all starts of a run, since the page stays while the bridge is started anew. */
export const TOKEN = randomBytes(32).toString("hex");

/** Resolves once the bridge says where it listens. */
export function startBridge(program, books, now) {
  const child = spawn(program, ["--port", "0", "--book-dir", books, "--now", now], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, SO06_BRIDGE_TOKEN: TOKEN },
  });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`the bridge said nothing for ${WAIT} ms`));
    }, WAIT);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the bridge ended with ${code}`)));
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const found = /listening on 127\.0\.0\.1:(\d+)/.exec(said);
      if (!found) return;
      clearTimeout(late);
      resolve({ port: Number(found[1]), kill: () => end(child) });
    });
  });
}

/** Without a chance to tidy up, as when the power fails. */
function end(child) {
  return new Promise((done) => {
    child.once("exit", done);
    child.kill("SIGKILL");
  });
}
