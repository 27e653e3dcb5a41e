import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "web",
    isolate: false,
    environment: "node",
    include: ["src/**/*.test.ts"],
    testTimeout: 60_000,
  },
});
