import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DecoderParameters } from "@nonstop/contract/asset";
import { decodeParameters, encodeParameters } from "@nonstop/media/parameters-base64";
import { expect, it, onTestFinished } from "vitest";
import { HouseParameters } from "./house-parameters.ts";

const PARAMETERS: DecoderParameters = {
  video: { v360: { sps: "Z01AHpZSAoC/5cBEAAADAAQAAAMA8Dxgx4A=", pps: "aOvjyyLA" } },
  audio: { asc: "EZBW5QA=" },
};
const OTHER: DecoderParameters = { ...PARAMETERS, audio: { asc: "EhBW5QA=" } };

async function houseAt(
  ask: () => Promise<DecoderParameters | undefined>,
  stateDir?: string,
): Promise<{ house: HouseParameters; stateDir: string }> {
  const folder = stateDir ?? (await mkdtemp(join(tmpdir(), "nonstop-house-")));
  const house = new HouseParameters({ stateDir: folder, houseFormat: "360p", ask, log: () => {} });
  onTestFinished(async () => {
    house.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await house.open();
  return { house, stateDir: folder };
}

it("travels as base64 and comes back whole", () => {
  expect(encodeParameters(decodeParameters(PARAMETERS))).toEqual(PARAMETERS);
});

it("compares nothing until the edge has told the house format, and then everything", async () => {
  const { house } = await houseAt(() => Promise.resolve(PARAMETERS));
  expect(house.parameters).toBeUndefined();
  expect(house.problemOf(OTHER)).toBeUndefined();
  const { revision } = house;
  await house.follow();
  expect(house.revision).toBeGreaterThan(revision);
  expect(house.problemOf(PARAMETERS)).toBeUndefined();
  expect(house.problemOf(OTHER)).toEqual(expect.any(String));
});

it("knows the house format of an earlier run while the edge is silent", async () => {
  const { house, stateDir } = await houseAt(() => Promise.resolve(PARAMETERS));
  await house.follow();
  const later = await houseAt(() => Promise.resolve(undefined), stateDir);
  await later.house.follow();
  expect(later.house.parameters).toEqual(decodeParameters(PARAMETERS));
});
