import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const inNode = (file: string): string => fileURLToPath(new URL(`test/node/${file}`, import.meta.url));

/** Files of bytes are ArrayBuffers, as in a Worker's bundle. */
const bytes = {
  name: "bytes",
  enforce: "pre" as const,
  load: (id: string): string | undefined =>
    id.endsWith(".bin")
      ? `export default Uint8Array.from(atob("${readFileSync(id).toString("base64")}"), (c) => c.charCodeAt(0)).buffer;`
      : undefined,
};

// What decides and touches no binding is tested in plain Node: ten times faster than a workerd per file. So are histories of the
// whole schedule, over SQLite in memory.
export default defineConfig({
  plugins: [bytes],
  resolve: {
    alias: {
      "cloudflare:workers": inNode("cloudflare-workers.ts"),
      "cloudflare:test": inNode("cloudflare-test.ts"),
    },
  },
  test: {
    name: "control-pure",
    isolate: false,
    include: ["src/**/*.test.ts", "test/node/**/*.test.ts"],
    // Mails are read there.
    globalSetup: ["test/mail/real-smtp.ts"],
    testTimeout: 60_000,
  },
});
