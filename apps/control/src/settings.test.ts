import { expect, it } from "vitest";
import { livestreamResolution } from "./settings.ts";

it.each([
  ["ladder", "1080p"],
  ["720p", "720p"],
  ["360p", "720p"],
])("asks Zoom, in a house of %s, for %s", (HOUSE_FORMAT, resolution) => {
  expect(livestreamResolution({ HOUSE_FORMAT })).toBe(resolution);
});
