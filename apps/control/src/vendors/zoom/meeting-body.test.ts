import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { meetingBody } from "./meeting-body.ts";

/** A folder with Zoom's own OpenAPI document of meetings. */
const folder = process.env["ZOOM_API_DOCS"];

it.skipIf(folder === undefined)(
  "says what Zoom's own document lets it say (ZOOM_API_DOCS names its folder)",
  () => {
    const text = readFileSync(join(folder ?? "", "zoom-meeting-open-api-spec.json"), "utf8");
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema(JSON.parse(text) as object, "zoom");
    const body = meetingBody(
      {
        host: "host@station.test",
        wishedHost: "host@station.test",
        room: "e-ev1",
        topic: "Morning show",
        agenda: "What it is about",
        marker: { station: "https://station.test", space: "station", environment: "master", entry: "ev1" },
        start: 1_900_000_000,
        end: 1_900_003_600,
        timezone: "Europe/Berlin",
        alternativeHosts: ["ana@station.test", "rui@station.test"],
        livestreamUntil: 1_900_005_400,
        meetingKey: "m",
        livestreamKey: "l",
      },
      ["ana@station.test", "rui@station.test"],
    );
    for (const [path, method] of [
      ["~1users~1%7BuserId%7D~1meetings", "post"],
      ["~1meetings~1%7BmeetingId%7D", "patch"],
    ] as const) {
      const $ref = `zoom#/paths/${path}/${method}/requestBody/content/application~1json/schema`;
      const validate = ajv.compile({ $ref });
      expect([validate({ ...body, password: "1234567890" }), validate.errors]).toEqual([true, null]);
      expect(validate({ ...body, duration: "an hour" })).toBe(false);
    }
  },
);
