import { z } from "zod";

const Shape = { type: z.string(), linkType: z.string().optional() };
const PresentField = z.object({
  id: z.string(),
  name: z.string(),
  ...Shape,
  items: z.looseObject(Shape).optional(),
  required: z.boolean().default(false),
  omitted: z.boolean().default(false),
  disabled: z.boolean().default(false),
  validations: z
    .array(z.looseObject({ in: z.array(z.string()).or(z.array(z.number())).exactOptional() }))
    .default([]),
});
export type PresentField = z.infer<typeof PresentField>;

const TypeAnswer = z.object({
  sys: z.object({ id: z.string(), version: z.int(), publishedVersion: z.int().optional() }),
  name: z.string(),
  fields: z.array(PresentField),
});
const Control = z.object({
  fieldId: z.string(),
  widgetId: z.string().nullish(),
  widgetNamespace: z.enum(["builtin", "app", "extension"]).nullish().catch(undefined),
  settings: z.record(z.string(), z.unknown()).nullish(),
});
const Types = z.object({ items: z.array(TypeAnswer) });
const EditorInterfaces = z.object({
  items: z.array(
    z.object({
      sys: z.object({ contentType: z.object({ sys: z.object({ id: z.string() }) }) }),
      controls: z.array(Control).nullish(),
    }),
  ),
});

/** A content type that a space has, with its controls in the editor. */
export type PresentType = {
  id: string;
  name: string;
  /** Whether entries of it are as it says: a draft of a type changes nothing yet. */
  isPublished: boolean;
  fields: PresentField[];
  controls: z.infer<typeof Control>[];
};

/** Asks the management API, below the environment. It throws when that refuses. */
export type ModelRequest = (request: {
  method: string;
  url: string;
  headers?: Readonly<Record<string, unknown>>;
  data?: unknown;
}) => Promise<unknown>;

/** The content types of a space, each at its newest version. */
export async function readPresentModel(request: ModelRequest): Promise<PresentType[]> {
  const { items } = Types.parse(await request({ method: "GET", url: "/content_types?limit=1000" }));
  const editors = EditorInterfaces.parse(
    await request({ method: "GET", url: "/editor_interfaces?limit=1000" }),
  );
  const controls = new Map(
    editors.items.map((each) => [each.sys.contentType.sys.id, each.controls ?? []] as const),
  );
  return items.map(({ sys, name, fields }) => ({
    id: sys.id,
    name,
    isPublished: sys.publishedVersion !== undefined && sys.version === sys.publishedVersion + 1,
    fields,
    controls: controls.get(sys.id) ?? [],
  }));
}
