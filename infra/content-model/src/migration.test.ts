import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { CONTENT_MODEL } from "./content-model.ts";
import { planModel } from "./plan.ts";
import type { PresentType } from "./present-model.ts";
import { STATION_FIELDS } from "./station-fields.ts";

it("is what Contentful's command line gets when it requires the file", () => {
  expect(createRequire(import.meta.url)("./migration.ts")).toBeTypeOf("function");
});

it("fits what Contentful allows: fields of a type, characters of a help, and a display field that is there", () => {
  for (const { id, fields, displayField } of CONTENT_MODEL) {
    expect(fields.length, id).toBeLessThanOrEqual(50);
    expect(fields.map((field) => field.id)).toContain(displayField);
    expect(new Set(fields.map((field) => field.id)).size).toBe(fields.length);
    for (const { control, id: field } of fields) {
      expect(control.help.length, field).toBeGreaterThan(0);
      expect(control.help.length, field).toBeLessThanOrEqual(300);
    }
  }
});

it("never delivers what the station writes, nor what people write for the making of a show", () => {
  const omitted = CONTENT_MODEL.flatMap(({ id, fields }) =>
    fields.filter((field) => field.omitted).map((field) => `${id}.${field.id}`),
  );
  expect(omitted).toEqual(
    expect.arrayContaining([
      ...STATION_FIELDS.map(({ id }) => `event.${id}`),
      "event.producers",
      "event.guestNote",
      "show.producers",
      "show.inviteText",
      "person.email",
      "person.timezone",
    ]),
  );
});

it("counts a team's own fields against the limit, and names it", () => {
  const event = CONTENT_MODEL.find(({ id }) => id === "event")!;
  const own = Array.from({ length: 48 }, (_, i) => `own${i}`);
  const present: PresentType = {
    id: "event",
    name: "Event",
    isPublished: true,
    controls: [],
    fields: [...own, "title", "startsAt"].map((id) => ({
      id,
      name: id,
      type: event.fields.find((field) => field.id === id)?.type ?? "Symbol",
      required: false,
      omitted: false,
      disabled: false,
      validations: [],
    })),
  };
  const { problems } = planModel([present]);
  expect(problems.map(({ what }) => what).join()).toContain("than the 50 that Contentful allows");
});
