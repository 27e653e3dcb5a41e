import { defineProject } from "vitest/config";

// A whole station takes both cores: one file at a time, one test at a time.
export default defineProject({
  test: {
    name: "e2e",
    include: ["src/**/*.e2e.ts"],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
