import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { projects: ["packages/*", "apps/*/vitest.config.ts", "station/vitest.config.ts", "e2e/vitest.config.ts"] },
});
