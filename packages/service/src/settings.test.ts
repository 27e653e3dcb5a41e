import { expect, it } from "vitest";
import { z } from "zod";
import { readSettings } from "./settings.ts";

const Settings = z.object({
  PORT: z.coerce.number().int().default(80).describe("a port"),
  TOKEN: z.string().min(8).describe("the token that the edge expects"),
});

it("fills in defaults", () => {
  expect(readSettings(Settings, { TOKEN: "long-enough", OTHER: "thing" })).toEqual({
    kind: "settings",
    settings: { PORT: 80, TOKEN: "long-enough" },
  });
});

it("names everything that is wrong or missing with its cure, and never says a value", () => {
  expect(readSettings(Settings, { PORT: "s3cr3t" })).toEqual({
    kind: "wrong",
    sentences: [
      "Setting PORT is wrong. Set it to a port.",
      "Setting TOKEN is missing. Set it to the token that the edge expects.",
    ],
  });
});
