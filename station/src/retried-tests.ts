import { writeFileSync } from "node:fs";
import type { Reporter, TestCase } from "vitest/node";

/** The environment variable that names the file this reporter writes. */
export const RETRIED_FILE = "NONSTOP_RETRIED_FILE";

/** A reporter for vitest. It writes which tests were tried more than once, as a JSON array of sentences. */
export default class RetriedTests implements Reporter {
  readonly #lines: string[] = [];

  onTestCaseResult(test: TestCase): void {
    const retries = test.diagnostic()?.retryCount ?? 0;
    if (retries > 0) this.#lines.push(`${test.fullName}: ${test.result().state} after ${retries + 1} tries`);
  }

  onTestRunEnd(): void {
    const file = process.env[RETRIED_FILE];
    if (file !== undefined) writeFileSync(file, JSON.stringify(this.#lines));
  }
}
