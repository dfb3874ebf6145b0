/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const bridge = process.env.SO06_BRIDGE_PORT ?? "4806";

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  resolve: {
    alias: { "@words": fileURLToPath(new URL("../assets/words", import.meta.url)) },
    // Component tests mount in jsdom: without this Vitest would resolve Svelte's server build.
    ...(process.env.VITEST ? { conditions: ["browser"] } : {}),
  },
  server: {
    host: "127.0.0.1",
    port: 5806,
    strictPort: true,
    // The words live outside `ui/`: the command line reads the same catalogue.
    fs: { allow: [".", "../assets/words"] },
    proxy: { "/api": `http://127.0.0.1:${bridge}` },
  },
  build: {
    outDir: "dist",
    // WebKitGTK 2.40 and WebView2 are the oldest views that the program meets.
    target: ["es2022", "safari16.4", "chrome110"],
    // Small fonts as `data:` would be parsed with every start; as files they are fetched on use.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  worker: { format: "es" },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    // Machines are busy: how long a test takes is no finding.
    testTimeout: 30_000,
  },
});
