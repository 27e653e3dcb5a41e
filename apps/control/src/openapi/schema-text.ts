import type { Schema } from "./api-document.ts";

const INDENT = "  ";
/** Deeper than this a shape is only named: nobody reads further. */
const MAX_DEPTH = 6;

/** A shape as people write it: `{ title: string; start: integer; show?: { slug: string } }`, one field a line. */
export function schemaText(schema: Schema, depth = 0): string {
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1) ?? "";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map((one) => schemaText(one, depth)).join(" | ");
  if (schema.allOf !== undefined) return schema.allOf.map((one) => schemaText(one, depth)).join(" & ");
  if (schema.items !== undefined) return listText(schemaText(schema.items, depth));
  if (schema.properties !== undefined) return objectText(schema, depth);
  if (typeof schema.type === "string") return schema.type;
  return schema.type?.join(" | ") ?? "anything";
}

function listText(item: string): string {
  return item.includes(" | ") && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
}

function objectText({ properties = {}, required = [] }: Schema, depth: number): string {
  if (depth >= MAX_DEPTH) return "{ … }";
  const inner = INDENT.repeat(depth + 1);
  const fields = Object.entries(properties).map(([name, field]) => {
    const mark = required.includes(name) ? "" : "?";
    const words = field.description === undefined ? "" : `  // ${field.description.replaceAll(/\s+/g, " ")}`;
    return `${inner}${name}${mark}: ${schemaText(field, depth + 1)}${words}`;
  });
  return fields.length === 0 ? "{}" : ["{", ...fields, `${INDENT.repeat(depth)}}`].join("\n");
}
