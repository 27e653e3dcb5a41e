import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { REPOSITORY } from "../repository.ts";
import { answersOf } from "./answers-under-test.ts";

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "nonstop-command-"));
});
afterEach(() => rmSync(path, { recursive: true }));

async function setup(...words: string[]): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, ["station/src/setup.ts", ...words], {
    cwd: REPOSITORY,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const pipe of [child.stdout, child.stderr])
    pipe.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code]: unknown[] = await once(child, "close");
  return { code, output };
}

it("refuses words and answers that make no sense, with the cure, before it touches anything", async () => {
  const answers = join(path, "answers.json");
  writeFileSync(answers, JSON.stringify(answersOf({ station: { timezone: "Mars/One" } })));
  const folder = join(path, "station");
  const [wrong, odd, nobody] = await Promise.all([
    setup("--answers", answers, "--folder", folder, "--yes"),
    setup("--ask", "weather"),
    setup("--folder", folder),
  ]);
  expect(wrong.code).toBe(1);
  expect(wrong.output).toContain("✗ station.timezone is wrong\n  Write a time zone such as Europe/Lisbon.");
  expect(wrong.output).not.toContain("cloudflare-api-token");
  expect(existsSync(folder)).toBe(false);
  expect(odd).toMatchObject({ code: 1, output: expect.stringContaining("--ask: one of station") as string });
  // Without a terminal and without a file there is nobody to ask.
  expect(nobody).toMatchObject({ code: 1, output: expect.stringContaining("--answers FILE") as string });
});
