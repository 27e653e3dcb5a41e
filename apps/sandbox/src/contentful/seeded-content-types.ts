import { apiControl, apiField, CONTENT_MODEL } from "@nonstop/content-model/content-model";
import type { ContentType } from "./content-type.ts";
import type { EditorInterface } from "./editor-interface.ts";

/** The station's content model, published, as of `now` (ISO): as its migration leaves an empty space. */
export function seededContentTypes(now: string): Record<string, ContentType> {
  return Object.fromEntries(
    CONTENT_MODEL.map(({ id, name, description, displayField, fields }) => [
      id,
      {
        id,
        name,
        description,
        displayField,
        fields: fields.map(apiField),
        version: 2,
        publishedVersion: 1,
        createdAt: now,
        updatedAt: now,
      },
    ]),
  );
}

/** How its fields stand in the editor. */
export function seededEditorInterfaces(): Record<string, EditorInterface> {
  return Object.fromEntries(
    CONTENT_MODEL.map(({ id, fields }) => [id, { version: 2, controls: fields.map(apiControl) }]),
  );
}
