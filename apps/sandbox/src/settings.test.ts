import { expect, it } from "vitest";
import { readSettings } from "./settings.ts";

const GOOD = {
  STATE_DIR: "state",
  CONTENTFUL_CDA_TOKEN: "cda",
  CONTENTFUL_CMA_TOKEN: "cma",
  CONTENTFUL_WEBHOOK_SECRET: "0123456789abcdef".repeat(4),
  ZOOM_ACCOUNT_ID: "account",
  ZOOM_HOST_USER: "host@station.example",
  ZOOM_CLIENT_ID: "client",
  ZOOM_CLIENT_SECRET: "secret",
  ZOOM_WEBHOOK_SECRET: "zoom",
};

it("has guests' size from the house format unless told otherwise", () => {
  const size = (env: object) => {
    const read = readSettings({ ...GOOD, ...env });
    return read.kind === "settings" ? read.settings.guestSize : read;
  };
  expect(size({})).toEqual({ width: 1280, height: 720 });
  expect(size({ HOUSE_FORMAT: "360p" })).toEqual({ width: 640, height: 360 });
  expect(size({ HOUSE_FORMAT: "360p", GUEST_SIZE: "1920x1080" })).toEqual({ width: 1920, height: 1080 });
});

it("names the setting that is wrong", () => {
  const problem = (env: object) => {
    const read = readSettings({ ...GOOD, ...env });
    return read.kind === "wrong" ? read.sentences.join(" ") : "";
  };
  expect(problem({ CONTENTFUL_WEBHOOK_SECRET: "short" })).toContain(
    "CONTENTFUL_WEBHOOK_SECRET is wrong. Set it to the secret that signs webhooks: 64",
  );
  expect(problem({ ZOOM_PORT: "many" })).toContain("ZOOM_PORT");
  expect(problem({ STATE_DIR: undefined })).toContain("STATE_DIR");
});
