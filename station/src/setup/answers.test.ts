import { expect, it } from "vitest";
import { readAnswers } from "./answers.ts";
import { answersOf } from "./answers-under-test.ts";

function problemsOf(raw: unknown): string[] {
  const read = readAnswers(raw);
  return read.kind === "wrong" ? read.problems.map(({ what, cure }) => `${what}. ${cure}`) : [];
}

it("takes complete answers, and fills in what has a default", () => {
  const read = readAnswers(answersOf());
  expect(read).toMatchObject({
    kind: "answers",
    answers: {
      station: { houseFormat: "720p", liveSource: "ingest" },
      contentful: { environment: "master" },
    },
  });
});

it("names every wrong field and what to write there, and repeats no value", () => {
  const raw = answersOf({
    station: { timezone: "Mars/One", region: "frankfurt" },
    zoom: { clientSecret: "", hostUsr: "host@example.com" },
    cloudflare: { apiToken: { token: "do-not-repeat-me" } },
  });
  const problems = problemsOf(raw);
  expect(problems).toEqual([
    "station.timezone is wrong. Write a time zone such as Europe/Lisbon.",
    expect.stringMatching(/^station\.region is wrong\. Write one of wnam, enam, /),
    "zoom.clientSecret is missing. Write the client secret of the server-to-server OAuth app.",
    expect.stringMatching(/^zoom\.hostUsr is no field of the answers\. .*hostUser/),
    "cloudflare.apiToken is wrong. Write an API token, from My Profile, API Tokens.",
  ]);
  expect(problems.join("\n")).not.toContain("do-not-repeat-me");
});

it.each([
  [{ station: { host: "tv.example.org" } }, /^station\.host is not in the zone example\.com/],
  [{ station: { ingestHost: "tv.example.com" } }, /^station\.ingestHost is the station's own name/],
])("refuses hostnames that cannot work: %j", (change, problem) => {
  expect(problemsOf(answersOf(change))).toEqual([expect.stringMatching(problem)]);
});

it.each([[[]], ["text"], [undefined], [{}]])("refuses %j with a sentence for each part", (raw) => {
  expect(problemsOf(raw).length).toBeGreaterThan(0);
  expect(problemsOf({})).toContainEqual(expect.stringMatching(/^cloudflare is missing/));
});
