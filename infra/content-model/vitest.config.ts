import { defineProject } from "vitest/config";

export default defineProject({
  test: { name: "content-model", isolate: false, include: ["src/**/*.test.ts"], testTimeout: 60_000 },
});
