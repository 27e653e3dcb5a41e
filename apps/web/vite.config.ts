import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: here("dist"),
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows no data: fonts and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // hls.js is one big file by nature; it is loaded after first paint.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      input: {
        viewer: here("index.html"),
        "control-room": here("control-room/index.html"),
        sidebar: here("contentful/sidebar/index.html"),
        guest: here("guest/index.html"),
        embed: here("embed/index.html"),
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/api", "/live", "/replay", "/epg", "/oembed"].map((path) => [
        path,
        { target: process.env["NONSTOP_URL"] ?? "http://127.0.0.1:8787", ws: true },
      ]),
    ),
  },
});
