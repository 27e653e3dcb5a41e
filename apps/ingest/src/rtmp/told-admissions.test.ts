import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Admissions } from "@nonstop/contract/admissions";
import { expect, it, onTestFinished } from "vitest";
import { ToldAdmissions } from "./told-admissions.ts";

it("goes by the answer to what it asked last, whichever comes first", async () => {
  const stateDir = await mkdtemp(join(tmpdir(), "nonstop-admissions-"));
  const answers: ((nonce: string) => void)[] = [];
  const ask = (): Promise<Admissions> =>
    new Promise((resolve) => {
      answers.push((nonce) => resolve({ rooms: [], encoders: [{ room: "enc-desk", nonce }] }));
    });
  const admissions = new ToldAdmissions({ stateDir, ask, askMs: 1, log: () => {} });
  onTestFinished(async () => {
    admissions.stop();
    await rm(stateDir, { recursive: true, force: true });
  });
  await admissions.follow();
  await expect.poll(() => answers.length).toBeGreaterThan(1);
  answers[1]?.("newer");
  const kept = (): Promise<string> => readFile(join(stateDir, "admissions.json"), "utf8").catch(() => "");
  await expect.poll(kept).toContain("newer");
  answers[0]?.("older");
  await new Promise(setImmediate);
  expect(admissions.known.told?.encoders[0]?.nonce).toBe("newer");
  expect(await kept()).toContain("newer");
});
