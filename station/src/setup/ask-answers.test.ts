import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readAnswers } from "./answers.ts";
import { answersOf } from "./answers-under-test.ts";
import { askAnswers, type Terminal } from "./ask-answers.ts";
import { StationFolder } from "./station-folder.ts";

const ENTER = "\r";
let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "nonstop-ask-"));
});
afterEach(() => rmSync(path, { recursive: true }));

/** Somebody who types an answer to each question as it comes; Enter alone to those that are not listed. */
function typist(answers: readonly (readonly [question: string, typed: string])[]): {
  terminal: Terminal;
  shown: () => string;
} {
  const input = new PassThrough();
  let all = "";
  let asked = "";
  const left = [...answers];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const text = stripVTControlCharacters(chunk.toString());
      all += text;
      // A question, or what was wrong with the answer to it. The same question is drawn again while somebody types.
      const question = /◆ +(.*)/.exec(text)?.[1];
      const isNew = question !== undefined && question !== asked;
      const wrong = /▲[^]*└ +(\S.*)/.exec(text)?.[1];
      asked = question ?? asked;
      if (isNew || wrong !== undefined) {
        const next = left.findIndex(([words]) => (wrong ?? asked).includes(words));
        if (wrong !== undefined && next < 0) throw new Error(`nobody knows what to type: ${wrong}`);
        const typed = next < 0 ? "" : (left.splice(next, 1)[0]?.[1] ?? "");
        setImmediate(() => input.write(typed + ENTER));
      }
      done();
    },
  });
  return { terminal: { input, output: Object.assign(output, { columns: 200, rows: 50 }) }, shown: () => all };
}

it("asks for everything but what stand-ins need, says what is wrong at once, and shows no secret", async () => {
  const folder = new StationFolder(path);
  const { station, contentful, zoom, cloudflare } = answersOf();
  const { terminal, shown } = typist([
    ["The station's hostname", String(station?.["host"])],
    ["The hostname of ingest's machine", String(station?.["ingestHost"])],
    ["The station's time zone", "Mars/One"],
    ["Write a time zone", "\u0015Europe/Berlin"],
    ["Contentful: the space's id", String(contentful?.["space"])],
    ["Contentful: a management token", String(contentful?.["managementToken"])],
    ["Zoom: the account id", String(zoom?.["accountId"])],
    ["Zoom: the client id", String(zoom?.["clientId"])],
    ["Zoom: the client secret", String(zoom?.["clientSecret"])],
    ["Zoom: the secret token", String(zoom?.["webhookSecret"])],
    ["Zoom: the host", String(zoom?.["hostUser"])],
    ["Cloudflare: the account id", String(cloudflare?.["accountId"])],
    ["Cloudflare: an API token", String(cloudflare?.["apiToken"])],
    ["Cloudflare: the zone", "example.com"],
    ["who may open the control room", "ada@example.com, grace@example.com"],
  ]);
  const read = readAnswers(await askAnswers(folder, [], terminal));
  expect(read).toMatchObject({
    kind: "answers",
    answers: {
      station: { timezone: "Europe/Berlin", houseFormat: "720p" },
      cloudflare: {
        apiToken: "cloudflare-api-token",
        accessEmails: ["ada@example.com", "grace@example.com"],
      },
    },
  });
  for (const secret of Object.values(folder.secrets)) expect(shown()).not.toContain(secret);
  expect(shown()).not.toContain("stand-in");
});

it("asks again only for a group that is named, and keeps what is not typed anew", async () => {
  const folder = new StationFolder(path);
  const read = readAnswers(answersOf());
  if (read.kind === "wrong") throw new Error("wrong answers");
  folder.keepAnswers(read.answers);
  const { terminal, shown } = typist([["Cloudflare: an API token", "another-api-token"]]);
  await askAnswers(folder, ["cloudflare"], terminal);
  expect(shown()).not.toContain("The station's hostname");
  expect(folder.secrets["CLOUDFLARE_API_TOKEN"]).toBe("another-api-token");
  expect(readAnswers(folder.answers)).toMatchObject({
    kind: "answers",
    answers: { ...read.answers, cloudflare: { ...read.answers.cloudflare, apiToken: "another-api-token" } },
  });
});
