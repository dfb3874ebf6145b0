// A small client of the W3C WebDriver protocol: what the window test needs, without a package.
import { spawn } from "node:child_process";
import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** A port that is free now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts WebKitWebDriver; it starts the window as its browser. */
export async function startDriver(program, env) {
  const port = await freePort();
  // Tauri opens its web view to automation only when it is asked to.
  const automation = { TAURI_AUTOMATION: "true", TAURI_WEBVIEW_AUTOMATION: "true" };
  const child = spawn(program, [`--port=${port}`, "--host=127.0.0.1"], {
    env: { ...process.env, ...env, ...automation },
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      await fetch(`${url}/status`);
      return { url, stop: () => stop(child) };
    } catch {
      await pause(100);
    }
  }
  stop(child);
  throw new Error(`${program} does not answer`);
}

function stop(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", resolve);
    child.kill();
  });
}

async function ask(url, method, body) {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(40_000),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** One window. */
export class Window {
  static async open(driver, binary, args) {
    const options = { "webkitgtk:browserOptions": { binary, args } };
    const session = await ask(`${driver.url}/session`, "POST", { capabilities: { alwaysMatch: options } });
    return new Window(`${driver.url}/session/${session.sessionId}`);
  }

  constructor(url) {
    this.url = url;
  }

  close() {
    return ask(this.url, "DELETE");
  }

  /** Runs a function body in the page. */
  run(script, ...args) {
    return ask(`${this.url}/execute/sync`, "POST", { script, args });
  }

  /** Waits until the function body gives something true, and gives it. */
  async until(what, script, ...args) {
    const end = Date.now() + 15_000;
    while (Date.now() < end) {
      const value = await this.run(script, ...args);
      if (value) return value;
      await pause(80);
    }
    throw new Error(`waited in vain for ${what}`);
  }

  /** The element that a function body gives, once it is there. */
  async element(what, script, ...args) {
    const found = await this.until(what, script, ...args);
    return found[ELEMENT];
  }

  click(element) {
    return ask(`${this.url}/element/${element}/click`, "POST", {});
  }

  /** Keys to whatever has the focus, as a keyboard sends them. */
  keys(text) {
    const actions = [...text].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    return ask(`${this.url}/actions`, "POST", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async picture() {
    // The picture shows the last frame that was drawn, so two are awaited.
    await ask(`${this.url}/execute/async`, "POST", {
      script: "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))",
      args: [],
    });
    return Buffer.from(await ask(`${this.url}/screenshot`, "GET"), "base64");
  }
}

/** Keys without a letter. */
export const Key = { enter: "\uE007", escape: "\uE00C" };
