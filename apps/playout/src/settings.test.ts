import { expect, it } from "vitest";
import { readSettings } from "./settings.ts";

const complete = {
  EDGE_URL: "http://127.0.0.1:8787/",
  ORIGIN_TOKEN: "a",
  INGEST_URL: "http://127.0.0.1:8935",
  INGEST_TOKEN: "b",
  STATE_DIR: "state",
};

it("fills in what is not said", () => {
  expect(readSettings(complete)).toMatchObject({
    kind: "settings",
    settings: {
      port: 8936,
      channel: "main",
      edgeUrl: "http://127.0.0.1:8787",
      renditions: ["v720", "audio"],
    },
  });
});

it.each([
  ["EDGE_URL", "nowhere"],
  ["HOUSE_FORMAT", "4k"],
  ["PORT", "high"],
  ["ORIGIN_TOKEN", undefined],
])("names %s when it is wrong, and never says a secret", (name, value) => {
  expect(readSettings({ ...complete, [name]: value })).toMatchObject({
    kind: "wrong",
    sentences: [expect.stringMatching(new RegExp(`^Setting ${name} is (wrong|missing)`))],
  });
});

it.each(["ORIGIN_TOKEN", "INGEST_TOKEN"])("takes the demo's %s with the demo's edge alone", (name) => {
  const demo = { ...complete, [name]: "demo-only-token" };
  expect(readSettings({ ...demo, EDGE_URL: "http://edge:8787" }).kind).toBe("settings");
  expect(readSettings({ ...demo, EDGE_URL: "https://tv.example.com" })).toMatchObject({
    kind: "wrong",
    sentences: [expect.stringContaining(name)],
  });
});
