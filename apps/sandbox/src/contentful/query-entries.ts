import type { ErrorDetail } from "./contentful-error.ts";
import type { ContentType } from "./content-type.ts";
import { asText, isRecord } from "../server/unknown-value.ts";
import { asLink } from "./validate-entry.ts";

/** Anything that can be queried: `sys`, and fields in the requested locale. */
export type Askable = { sys: Record<string, unknown>; fields: Record<string, unknown> };

const CONTROL = new Set(
  "content_type limit skip order select include locale access_token query cursor links_to_entry pageNext pagePrev".split(
    " ",
  ),
);
const OPERATORS = ["ne", "in", "nin", "all", "exists", "lt", "lte", "gt", "gte", "match"] as const;
type Operator = (typeof OPERATORS)[number] | "eq";

/** The value at `sys.a.b` or `fields.a`. The id of a link is at `fields.a.sys.id`. */
function valueAt(entry: Askable, path: string): unknown {
  let value: unknown = entry;
  for (const name of path.split(".")) {
    if (Array.isArray(value)) value = value.map((each) => partOf(each, name));
    else value = partOf(value, name);
  }
  return value;
}

const partOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

/** Makes values comparable: instants as instants, however they are written, numbers as numbers, all else as text. */
function comparable(value: unknown): number | string {
  if (typeof value === "number") return value;
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d/.test(text)) {
    const ms = Date.parse(/T/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text);
    if (!Number.isNaN(ms)) return ms;
  }
  return text.trim() !== "" && !Number.isNaN(Number(text)) ? Number(text) : text;
}

function compare(a: unknown, b: unknown): number {
  const [x, y] = [comparable(a), comparable(b)];
  if (typeof x === "number" && typeof y === "number") return x - y;
  return String(x) < String(y) ? -1 : String(x) === String(y) ? 0 : 1;
}

const isEqual = (value: unknown, asked: string): boolean =>
  asText(value) === asked || String(value) === asked || compare(value, asked) === 0;
const isAmong = (value: unknown, asked: string): boolean =>
  asked.split(",").includes(asLink(value)?.sys.id ?? String(value));

/** The test of each operator. A field has one value, several (a list) or none. */
const TESTS: Readonly<Record<Operator, (values: readonly unknown[], asked: string) => boolean>> = {
  eq: (values, asked) => values.some((value) => isEqual(value, asked)),
  ne: (values, asked) => !values.some((value) => isEqual(value, asked)),
  in: (values, asked) => values.some((value) => isAmong(value, asked)),
  nin: (values, asked) => !values.some((value) => isAmong(value, asked)),
  all: (values, asked) => asked.split(",").every((each) => values.some((value) => String(value) === each)),
  exists: (values, asked) => values.length > 0 === (asked === "true"),
  lt: (values, asked) => values.some((value) => compare(value, asked) < 0),
  lte: (values, asked) => values.some((value) => compare(value, asked) <= 0),
  gt: (values, asked) => values.some((value) => compare(value, asked) > 0),
  gte: (values, asked) => values.some((value) => compare(value, asked) >= 0),
  match: (values, asked) => values.some((value) => asText(value).toLowerCase().includes(asked.toLowerCase())),
};

function holds(found: unknown, operator: Operator, asked: string): boolean {
  const none = found === undefined || found === null;
  const values: readonly unknown[] = Array.isArray(found) ? found : none ? [] : [found];
  return TESTS[operator](values, asked);
}

export type QueryAnswer<T> =
  | { kind: "page"; total: number; skip: number; limit: number; items: T[] }
  | { kind: "refused"; errors: ErrorDetail[] };

/** Filters, orders and pages entries by the query parameters both APIs know. */
export function queryEntries<T extends Askable>(
  all: readonly T[],
  params: URLSearchParams,
  types: Readonly<Record<string, ContentType>>,
): QueryAnswer<T> {
  const contentType = params.get("content_type");
  if (contentType !== null && types[contentType] === undefined)
    return { kind: "refused", errors: [{ name: "unknownContentType", value: contentType }] };
  let found = [...all];
  if (contentType !== null)
    found = found.filter((each) => valueAt(each, "sys.contentType.sys.id") === contentType);
  for (const [key, asked] of params) {
    if (CONTROL.has(key)) continue;
    const [, path = key, operator = "eq"] = /^([^[]+)(?:\[(\w+)\])?$/.exec(key) ?? [];
    const known = operator === "eq" ? "eq" : OPERATORS.find((each) => each === operator);
    if (!/^(sys|fields|metadata)\./.test(path) || known === undefined)
      return { kind: "refused", errors: [{ name: "unknown", path: [key] }] };
    if (path.startsWith("fields.")) {
      if (contentType === null)
        return {
          kind: "refused",
          errors: [
            {
              name: "contentTypeRequired",
              path: [key],
              details: "A content_type is needed to filter by fields.",
            },
          ],
        };
      const id = path.split(".")[1];
      if (types[contentType]?.fields.every((field) => field.id !== id) === true)
        return { kind: "refused", errors: [{ name: "unknown", path: path.split(".") }] };
    }
    found = found.filter((each) => holds(valueAt(each, path), known, asked));
  }
  const words = params.get("query")?.toLowerCase();
  if (words !== undefined)
    found = found.filter((each) => JSON.stringify(each.fields).toLowerCase().includes(words));
  const target = params.get("links_to_entry");
  if (target !== null)
    found = found.filter((each) =>
      Object.values(each.fields)
        .flat()
        .some((value) => asLink(value)?.sys.id === target),
    );
  const order = (params.get("order") ?? "-sys.updatedAt").split(",").filter((each) => each !== "");
  if (contentType === null && order.some((each) => each.replace(/^-/, "").startsWith("fields.")))
    return { kind: "refused", errors: [{ name: "contentTypeRequired", path: ["order"] }] };
  found.sort((a, b) => {
    for (const each of order) {
      const path = each.replace(/^-/, "");
      const sign = compare(valueAt(a, path) ?? "", valueAt(b, path) ?? "");
      if (sign !== 0) return each.startsWith("-") ? -sign : sign;
    }
    return compare(valueAt(a, "sys.id"), valueAt(b, "sys.id"));
  });
  const limit = Number(params.get("limit") ?? 100);
  const skip = Number(params.get("skip") ?? 0);
  if (!Number.isInteger(limit) || limit < 0 || limit > 1000)
    return { kind: "refused", errors: [{ name: "limit", path: ["limit"], value: limit }] };
  if (!Number.isInteger(skip) || skip < 0)
    return { kind: "refused", errors: [{ name: "skip", path: ["skip"], value: skip }] };
  const items = found.slice(skip, skip + limit).map((each) => selected(each, params.get("select")));
  return { kind: "page", total: found.length, skip, limit, items };
}

/** `select`: whole `sys` or `fields`, or single ones of them. */
function selected<T extends Askable>(entry: T, select: string | null): T {
  if (select === null) return entry;
  const paths = select.split(",");
  const pick = (root: "sys" | "fields"): Record<string, unknown> => {
    if (paths.includes(root)) return entry[root];
    const names = new Set(
      paths.filter((path) => path.startsWith(`${root}.`)).map((path) => path.split(".")[1]),
    );
    return Object.fromEntries(Object.entries(entry[root]).filter(([name]) => names.has(name)));
  };
  return { ...entry, sys: pick("sys"), fields: pick("fields") };
}
