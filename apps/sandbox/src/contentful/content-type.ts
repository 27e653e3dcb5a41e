import { z } from "zod";

/** A validation as Contentful has it. Only those that the stand-in enforces are typed; others are kept and ignored. */
export const Validation = z.looseObject({
  in: z.array(z.union([z.string(), z.number()])).optional(),
  range: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
  size: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
  regexp: z.looseObject({ pattern: z.string(), flags: z.string().nullish() }).optional(),
  unique: z.boolean().optional(),
  linkContentType: z.union([z.string(), z.array(z.string())]).optional(),
  message: z.string().nullish(),
});
export type Validation = z.infer<typeof Validation>;

const FieldShape = {
  type: z.enum([
    ...([
      "Symbol",
      "Text",
      "RichText",
      "Integer",
      "Number",
      "Date",
      "Boolean",
      "Object",
      "Location",
    ] as const),
    ...(["Link", "Array"] as const),
  ]),
  linkType: z.enum(["Entry", "Asset"]).optional(),
  validations: z.array(Validation).optional(),
};
export const Field = z.looseObject({
  id: z.string(),
  name: z.string(),
  ...FieldShape,
  items: z.looseObject(FieldShape).optional(),
  required: z.boolean().optional(),
  localized: z.boolean().optional(),
  /** Neither editable nor shown in the web app. */
  disabled: z.boolean().optional(),
  /** Not delivered: the delivery API never shows it. */
  omitted: z.boolean().optional(),
});
export type Field = z.infer<typeof Field>;

export const ContentType = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  displayField: z.string().nullish(),
  fields: z.array(Field).max(50),
  version: z.int(),
  publishedVersion: z.int().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ContentType = z.infer<typeof ContentType>;
