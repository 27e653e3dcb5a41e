import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readAnswers } from "./answers.ts";
import { answersOf } from "./answers-under-test.ts";
import { StationFolder } from "./station-folder.ts";

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), "nonstop-folder-")), "station");
});
afterEach(() => rmSync(join(path, ".."), { recursive: true }));

const whole = () => {
  const read = readAnswers(
    answersOf({ mail: { host: "smtp", user: "u", password: "mail-password", from: "a@b" } }),
  );
  if (read.kind === "wrong") throw new Error(read.problems[0]?.what);
  return read.answers;
};

it("gives back the answers it was given, and keeps the secret ones apart", () => {
  new StationFolder(path).keepAnswers(whole());
  const again = new StationFolder(path);
  expect(readAnswers(again.answers)).toEqual({ kind: "answers", answers: whole() });
  const open = readFileSync(join(path, "station.json"), "utf8");
  for (const secret of Object.values(again.secrets)) expect(open).not.toContain(secret);
  expect(again.secrets).toMatchObject({
    CLOUDFLARE_API_TOKEN: "cloudflare-api-token",
    CONTENTFUL_CMA_TOKEN: "contentful-management-token",
    SMTP_PASSWORD: "mail-password",
  });
});

it("keeps answers one by one while they are given, and what was made beside them", () => {
  const folder = new StationFolder(path);
  folder.keepAnswer("contentful", "managementToken", "cma");
  folder.keepAnswer("contentful", "space", "nonstop");
  folder.keepMade({ zoneId: "z" });
  folder.keepMade({ bucket: "b" });
  const again = new StationFolder(path);
  expect(again.answers).toEqual({ contentful: { space: "nonstop", managementToken: "cma" } });
  expect(again.made).toEqual({ zoneId: "z", bucket: "b" });
});

it("is read by its owner alone, and leaves no half-written file", () => {
  new StationFolder(path).keepAnswers(whole());
  expect(statSync(path).mode & 0o077).toBe(0);
  for (const name of readdirSync(path)) expect(statSync(join(path, name)).mode & 0o077).toBe(0);
  expect(readdirSync(path).toSorted()).toEqual(["secrets.json", "station.json"]);
});

it("says which file is damaged", () => {
  new StationFolder(path).keepMade({ zoneId: "z" });
  writeFileSync(join(path, "station.json"), "{");
  expect(() => new StationFolder(path)).toThrow(/station\.json is damaged/);
});
