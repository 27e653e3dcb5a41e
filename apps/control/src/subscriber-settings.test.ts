import { expect, it } from "vitest";
import { parseSettings } from "./settings.ts";

const SECRET = `whsec_${btoa("a key of thirty-two bytes or more")}`;
const parse = (value: unknown) =>
  parseSettings({ SUBSCRIBERS: typeof value === "string" ? value : JSON.stringify(value) });

it("takes signed and Slack-shaped subscribers, who want everything unless they say otherwise", () => {
  const { subscribers } = parse([
    { name: "desk", format: "signed", url: "https://desk.example/hook", secret: SECRET },
    { name: "chat", format: "slack", url: "https://hooks.slack.com/x", topics: ["trouble"] },
  ]);
  expect(subscribers.map(({ name, topics }) => [name, topics])).toEqual([
    ["desk", ["on-air", "airing", "guest", "trouble"]],
    ["chat", ["trouble"]],
  ]);
});

it.each([
  ["no JSON", "{", "is no JSON"],
  ["no list", {}, "is no list"],
  ["http", [{ name: "a", format: "slack", url: "http://desk.example/t0ken" }], "no https address"],
  ["no secret", [{ name: "a", format: "signed", url: "https://desk.example/t0ken" }], "secret"],
  [
    "a short secret",
    [{ name: "a", format: "signed", url: "https://x.example", secret: "whsec_YQ==" }],
    "whsec_",
  ],
  ["a wrong topic", [{ name: "a", format: "slack", url: "https://x.example", topics: ["all"] }], "topics"],
  ["a field too many", [{ name: "a", format: "slack", url: "https://x.example", token: "t0ken" }], "token"],
  [
    "a name twice",
    ["1", "2"].map((n) => ({ name: "a", format: "slack", url: `https://x.example/${n}` })),
    "the same name",
  ],
])("%s is refused in words that repeat no value", (_case, value, words) => {
  const { subscribers, warnings } = parse(value);
  expect(subscribers).toEqual([]);
  const warning = warnings.find((each) => each.includes("SUBSCRIBERS"));
  expect(warning).toContain(words);
  expect(warning).not.toContain("t0ken");
});
