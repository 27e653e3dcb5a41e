import { defineProject } from "vitest/config";

// What decides and touches no binding, in plain Node.
export default defineProject({
  test: { name: "viewers-pure", isolate: false, include: ["src/**/*.test.ts"], testTimeout: 60_000 },
});
