import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { TEST_SETTINGS } from "./test/whole/test-settings.ts";

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "test/whole/wrangler.toml" },
      miniflare: {
        bindings: TEST_SETTINGS,
      },
    }),
  ],
  // The tests beside schedule/ run in plain Node: vitest.pure.config.ts.
  test: {
    name: "control",
    isolate: false,
    include: ["test/**/*.test.ts"],
    // These run in plain Node as well.
    exclude: ["test/node/**"],
    // How many histories a drill lives through.
    env: { HISTORIES: process.env["HISTORIES"] ?? "" },
    globalSetup: ["test/mail/real-smtp.ts"],
    // A file's first request loads the whole Worker; on a busy machine that takes its time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // One file per package instead of hundreds, each of which would be a round trip.
    deps: {
      optimizer: {
        ssr: {
          enabled: true,
          rolldownOptions: { external: [/^node:/] },
          include: [
            "zod",
            "hono",
            "hono/cookie",
            "hono/cors",
            "hono/http-exception",
            "@hono/zod-openapi",
            "contentful",
            "contentful-management",
            "nodemailer",
            "nodemailer/lib/mail-composer",
          ],
        },
      },
    },
  },
});
