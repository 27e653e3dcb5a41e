import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings.ts";

const ZOOM = {
  ZOOM_ACCOUNT_ID: "account",
  ZOOM_CLIENT_ID: "client",
  ZOOM_CLIENT_SECRET: "secret",
  ZOOM_HOST_USER: "host@station.test",
  RTMP_URL: "rtmp://ingest.test/live/",
  PUBLIC_URL: "https://station.test",
  STREAM_KEY_SECRET: "key-secret",
};

it.each([
  ["ladder", "1080p"],
  ["720p", "720p"],
  ["360p", "720p"],
])("asks for livestreams, in the house format %s, in %s", (HOUSE_FORMAT, resolution) => {
  expect(parseSettings({ HOUSE_FORMAT }).meetings.resolution).toBe(resolution);
});

describe("without any setting", () => {
  it("takes every default and names what the vendors lack", () => {
    const settings = parseSettings({});
    expect(settings).toMatchObject({
      timezone: "UTC",
      upstreamDelaySeconds: 0,
      margins: { preRollSeconds: 600, overrunSeconds: 1800 },
      pullsLocal: false,
      environment: "master",
      contentful: { kind: "unset" },
    });
    expect(settings.warnings).toEqual([
      "Contentful is not set up: CONTENTFUL_SPACE, CONTENTFUL_CDA_TOKEN, CONTENTFUL_CMA_TOKEN is empty.",
      `Zoom is not set up: ${Object.keys(ZOOM).join(", ")} is empty.`,
    ]);
  });
});

describe("a wrong setting", () => {
  it.each([
    [
      "STATION_TIMEZONE",
      "Mars/Olympus",
      "The setting STATION_TIMEZONE is no time zone such as Europe/Lisbon.",
    ],
    [
      "STATION_TERRITORY",
      "Portugal",
      "The setting STATION_TERRITORY is no country of two letters such as PT.",
    ],
    ["UPSTREAM_DELAY_SECONDS", "soon", "The setting UPSTREAM_DELAY_SECONDS is no number of seconds."],
    ["INGEST_URL", "ingest.test", "The setting INGEST_URL is no http or https address."],
    ["RTMP_URL", "https://ingest.test", "The setting RTMP_URL is no rtmp or rtmps address."],
  ])("is named, and its value is not repeated: %s", (name, value, warning) => {
    const { warnings } = parseSettings({ [name]: value });
    expect(warnings[0]).toBe(`${warning} Correct it.`);
    expect(warnings.join()).not.toContain(value);
  });

  it("takes its default", () => {
    const settings = parseSettings({ STATION_TIMEZONE: "Mars/Olympus", UPSTREAM_DELAY_SECONDS: "soon" });
    expect(settings).toMatchObject({ timezone: "UTC", upstreamDelaySeconds: 0 });
  });
});

it("keeps the upstream delay within reason", () => {
  const delay = (UPSTREAM_DELAY_SECONDS: string): number =>
    parseSettings({ UPSTREAM_DELAY_SECONDS }).upstreamDelaySeconds;
  expect([delay("20"), delay("600"), delay("-5")]).toEqual([20, 120, 0]);
});

it("keeps the margins of a livestream within reason", () => {
  const { margins } = parseSettings({ PRE_ROLL_SECONDS: "-5", OVERRUN_SECONDS: "1e9" });
  expect(margins).toEqual({ preRollSeconds: 0, overrunSeconds: 21_600 });
});

it("is set up for a vendor when nothing it needs is empty", () => {
  expect(parseSettings(ZOOM)).toMatchObject({
    zoom: { kind: "set", settings: { apiUrl: "https://api.zoom.us/v2" } },
    meetings: { rtmpUrl: "rtmp://ingest.test/live" },
  });
});

it("warns of a vendor whose webhooks have no secret to be checked by", () => {
  const told = (over: object): string[] =>
    parseSettings({ ...ZOOM, ...over }).warnings.filter((warning) => warning.includes("webhook"));
  expect(told({})).toEqual([expect.stringContaining("ZOOM_WEBHOOK_SECRET is empty. Set it.")]);
  expect(told({ ZOOM_WEBHOOK_SECRET: "secret" })).toEqual([]);
});
