import { expect, it } from "vitest";
import { upgradeContentModel } from "./content-model-upgrade.ts";
import type { SpaceState } from "./open-contentful.ts";
import { newEntry, type Entry, type Fields } from "./entry.ts";
import { seededContentTypes } from "./seeded-content-types.ts";

const NOW = "2027-01-01T00:00:00.000Z";
const made = (id: string, contentType: string, fields: Fields): Entry =>
  newEntry({ id, contentType, fields, metadata: { tags: [], concepts: [] }, by: { user: "ana", now: NOW } });

it("makes studios of the rooms of an older space, and keeps what people have written", () => {
  const { studio, encoder: _encoder, event, ...types } = seededContentTypes(NOW);
  if (studio === undefined || event === undefined) throw new Error("no seeds");
  const field = { id: "room", name: "Room", type: "Link" as const };
  const us = (value: unknown): Record<string, unknown> => ({ "en-US": value });
  const state: SpaceState = {
    contentTypes: {
      ...types,
      room: { ...studio, id: "room" },
      event: {
        ...event,
        fields: [
          ...event.fields
            .filter(({ id }) => id !== "studio")
            .map((each) => ({ ...each, disabled: each.omitted === true })),
          field,
          { id: "sponsor", name: "Sponsor", type: "Symbol" as const },
        ],
      },
    },
    editorInterfaces: {},
    entries: {
      hall: made("hall", "room", { name: us("Hall"), slug: us("hall"), zoomHostUser: us("a@b.test") }),
      ev1: made("ev1", "event", { title: us("Show"), room: us({ sys: { id: "hall" } }) }),
    },
    assets: {},
    webhooks: {},
    apps: {},
    maxRetries: 2,
    aliases: [],
    apiKeys: [],
    scheduledActions: [],
    deletions: [],
  };
  upgradeContentModel(state, NOW);
  expect(Object.keys(state.contentTypes).sort()).toEqual([
    "collection",
    "encoder",
    "event",
    "person",
    "programming",
    "recording",
    "show",
    "studio",
  ]);
  expect(state.contentTypes["event"]!.fields.filter(({ disabled }) => disabled)).toEqual([]);
  const fields = state.contentTypes["event"]!.fields.map(({ id }) => id);
  expect(fields).toEqual(expect.arrayContaining(["studio", "encoder", "show", "sponsor"]));
  expect(fields).not.toContain("room");
  expect(state.entries["hall"]).toMatchObject({ contentType: "studio", fields: { name: us("Hall") } });
  expect(state.entries["ev1"]!.fields).toEqual({ title: us("Show"), studio: us({ sys: { id: "hall" } }) });
});
