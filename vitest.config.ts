import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Nobody else works on this machine while it tests.
    maxWorkers: "100%",
    projects: [
      "packages/*",
      "apps/*/vitest.config.ts",
      "apps/control/vitest.pure.config.ts",
      "station/vitest.config.ts",
      "e2e/vitest.config.ts",
    ],
  },
});
