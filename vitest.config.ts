import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      "packages/*",
      "infra/content-model/vitest.config.ts",
      "apps/*/vitest.config.ts",
      "apps/control/vitest.pure.config.ts",
      "apps/web/vitest.browser.config.ts",
      "station/vitest.config.ts",
      "e2e/vitest.config.ts",
    ],
  },
});
