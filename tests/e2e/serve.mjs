// Serves the built window with the policy of the desktop shell, and passes /api on to the bridge.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** The content security policy of tauri.conf.json as one header: what it blocks fails here too. */
export function policy(config) {
  const csp = JSON.parse(readFileSync(config, "utf8")).app.security.csp;
  return Object.entries(csp)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/** `bridge()` gives the port that /api goes to now: the bridge is restarted while the page is served. */
export async function serve(root, csp, bridge) {
  const server = http.createServer((request, response) => {
    if (request.url.startsWith("/api/")) return forward(request, response, bridge());
    const { pathname } = new URL(request.url, "http://localhost");
    const file = path.join(root, path.normalize(pathname === "/" ? "/index.html" : pathname));
    if (!file.startsWith(root) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[path.extname(file)] ?? "application/octet-stream",
      "content-security-policy": csp,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

function forward(request, response, port) {
  const { method, url, headers } = request;
  const onward = http.request({ host: "127.0.0.1", port, method, path: url, headers: { ...headers, host: `127.0.0.1:${port}` } }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", (reason) => response.writeHead(502).end(String(reason)));
  request.pipe(onward);
}
