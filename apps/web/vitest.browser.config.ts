import { defineConfig } from "vitest/config";

// The pages as they are built, in a real browser, against a station made of nothing but the contract and the slate.
export default defineConfig({
  test: {
    name: "web-browser",
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/pages-and-browser.ts"],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
