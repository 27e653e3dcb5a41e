import { seededContentTypes } from "./content-type.ts";
import type { Entry, Fields } from "./entry.ts";
import type { SpaceState } from "./open-contentful.ts";

/**
 * Brings a space that was left with an older content model to the newest one: types and fields that it lacks are added, and
 * what was a room is a studio.
 */
export function upgradeContentModel(state: SpaceState, now: string): void {
  for (const [id, seed] of Object.entries(seededContentTypes(now))) {
    const type = (state.contentTypes[id] ??= seed);
    const known = new Set(type.fields.map((field) => field.id));
    type.fields.push(...seed.fields.filter((field) => !known.has(field.id)));
  }
  if (state.contentTypes["room"] === undefined) return;
  delete state.contentTypes["room"];
  const event = state.contentTypes["event"];
  if (event !== undefined) event.fields = event.fields.filter(({ id }) => id !== "room");
  for (const entry of Object.values(state.entries)) roomsToStudios(entry);
}

function roomsToStudios(entry: Entry): void {
  const wasRoom = entry.contentType === "room";
  if (wasRoom) entry.contentType = "studio";
  if (!wasRoom && entry.contentType !== "event") return;
  const renamed = ({ room, ...fields }: Fields): Fields =>
    room === undefined ? fields : { ...fields, studio: room };
  const trimmed = ({ slug: _slug, ...fields }: Fields): Fields => fields;
  const upgrade = wasRoom ? trimmed : renamed;
  entry.fields = upgrade(entry.fields);
  for (const content of [entry.published, entry.publishedBefore])
    if (content !== undefined) content.fields = upgrade(content.fields);
}
