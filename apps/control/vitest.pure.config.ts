import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const inNode = (file: string): string => fileURLToPath(new URL(`test/node/${file}`, import.meta.url));

// What decides and touches no binding is tested in plain Node: ten times faster than a workerd per file. So are histories of the
// whole schedule, over SQLite in memory.
export default defineConfig({
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
