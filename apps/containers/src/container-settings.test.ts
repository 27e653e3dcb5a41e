import { describe, expect, it } from "vitest";
import { ingestSettings, playoutSettings } from "./container-settings.ts";

const env = {
  PLAYOUT: "playout-2",
  HOUSE_FORMAT: "720p",
  EDGE_URL: "https://tv.example.com",
  INGEST_URL: "https://in.example.com",
  ORIGIN_TOKEN_PLAYOUT: "origin-token-playout",
  ORIGIN_TOKEN_INGEST: "origin-token-ingest",
  INGEST_TOKEN: "ingest-token",
  STREAM_KEY_SECRET: "stream-key-secret",
  REGION: "weur",
};

describe("what containers are given", () => {
  it("gives playout its own token, and no key of ingest's", () => {
    expect(playoutSettings(env)).toEqual({
      kind: "settings",
      environment: {
        PLAYOUT: "playout-2",
        CHANNEL: "main",
        HOUSE_FORMAT: "720p",
        EDGE_URL: "https://tv.example.com",
        INGEST_URL: "https://in.example.com",
        INGEST_TOKEN: "ingest-token",
        ORIGIN_TOKEN: "origin-token-playout",
      },
    });
  });

  it("gives ingest its own token, and lets its Worker speak to it", () => {
    expect(ingestSettings(env)).toMatchObject({
      environment: { ORIGIN_TOKEN: "origin-token-ingest", HTTP_BIND: "0.0.0.0", PLAIN_HTTP: "1" },
    });
  });

  it.each([
    ["EDGE_URL", "http://tv.example.com"],
    ["EDGE_URL", ""],
    ["INGEST_TOKEN", undefined],
    ["ORIGIN_TOKEN_PLAYOUT", "short"],
  ])("names %s when it is %j, and repeats no value", (name, value) => {
    expect(playoutSettings({ ...env, [name]: value })).toEqual({
      kind: "wrong",
      sentences: [`The setting ${name} is missing or wrong.`],
    });
  });
});
