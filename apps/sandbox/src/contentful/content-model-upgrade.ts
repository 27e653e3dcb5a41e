import type { ContentType, Field } from "./content-type.ts";
import type { EditorInterface } from "./editor-interface.ts";
import type { Entry, Fields } from "./entry.ts";
import type { SpaceState } from "./open-contentful.ts";
import { seededContentTypes, seededEditorInterfaces } from "./seeded-content-types.ts";

/**
 * Brings a space that was left with an older content model to the newest one: types and fields that it lacks are added, those that
 * it has are as the newest model says, and what was a room is a studio. What people added stays.
 */
export function upgradeContentModel(state: SpaceState, now: string): void {
  const editors = seededEditorInterfaces();
  for (const [id, seed] of Object.entries(seededContentTypes(now))) {
    const type = (state.contentTypes[id] ??= seed);
    type.fields = newestFields(type, seed);
    const editor = editors[id];
    if (editor !== undefined) state.editorInterfaces[id] = newestEditor(state.editorInterfaces[id], editor);
  }
  if (state.contentTypes["room"] === undefined) return;
  delete state.contentTypes["room"];
  const event = state.contentTypes["event"];
  if (event !== undefined) event.fields = event.fields.filter(({ id }) => id !== "room");
  for (const entry of Object.values(state.entries)) roomsToStudios(entry);
}

/** The fields of the seed in its order, those that people added behind them. */
function newestFields({ fields }: ContentType, seed: ContentType): Field[] {
  const known = new Set(seed.fields.map(({ id }) => id));
  return [...seed.fields, ...fields.filter(({ id }) => !known.has(id))];
}

/** The editor that people set up, with a control for each field that it lacks. */
function newestEditor(present: EditorInterface | undefined, seed: EditorInterface): EditorInterface {
  if (present === undefined) return seed;
  const known = new Set(present.controls.map(({ fieldId }) => fieldId));
  return {
    ...present,
    controls: [...present.controls, ...seed.controls.filter(({ fieldId }) => !known.has(fieldId))],
  };
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
