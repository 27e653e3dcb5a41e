import { defineConfig } from "vitest/config";

// What decides and touches no binding is tested in plain Node: ten times faster than a workerd per file.
export default defineConfig({
  test: { name: "control-pure", isolate: false, include: ["src/**/*.test.ts"], testTimeout: 60_000 },
});
