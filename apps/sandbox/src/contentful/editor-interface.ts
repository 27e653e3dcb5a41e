import { z } from "zod";
import type { ContentType, Field } from "./content-type.ts";

const Control = z.looseObject({
  fieldId: z.string(),
  widgetId: z.string().optional(),
  widgetNamespace: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});

/** What people set up of the editor of one content type. Sidebars, editors and layouts are kept as they are sent. */
export const EditorInterfaceBody = z.looseObject({ controls: z.array(Control).default([]) });
export const EditorInterface = EditorInterfaceBody.extend({ version: z.int() });
export type EditorInterface = z.infer<typeof EditorInterface>;

const WIDGETS: Readonly<Record<Field["type"], string>> = {
  Symbol: "singleLine",
  Text: "markdown",
  RichText: "richTextEditor",
  Integer: "numberEditor",
  Number: "numberEditor",
  Date: "datePicker",
  Boolean: "boolean",
  Object: "objectEditor",
  Location: "locationEditor",
  Link: "entryLinkEditor",
  Array: "entryLinksEditor",
};

function widgetOf({ type, linkType, items }: Field): string {
  if (linkType === "Asset") return "assetLinkEditor";
  return type === "Array" && items?.type === "Symbol" ? "tagEditor" : WIDGETS[type];
}

/** The editor after its content type was published: every field has a control, and what lost its field is gone. */
export function editorOf(type: ContentType, present: EditorInterface | undefined): EditorInterface {
  const controls = type.fields.map(
    (field) =>
      present?.controls.find(({ fieldId }) => fieldId === field.id) ?? {
        fieldId: field.id,
        widgetId: widgetOf(field),
        widgetNamespace: "builtin",
      },
  );
  return { ...present, controls, version: (present?.version ?? 0) + 1 };
}
