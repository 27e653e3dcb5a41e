import { z } from "zod";
import { isRecord } from "../server/unknown-value.ts";

export const JsonPatch = z.array(
  z.object({
    op: z.enum(["add", "remove", "replace", "test"]),
    path: z.string(),
    value: z.unknown().optional(),
  }),
);
export type JsonPatch = z.infer<typeof JsonPatch>;

/** Applies RFC 6902 operations, except move and copy, to a copy of `target`. A missing path or a failed test is a return value. */
export function applyPatch(
  target: object,
  patch: JsonPatch,
): { kind: "patched"; value: object } | { kind: "failed"; path: string } {
  const value = structuredClone(target);
  for (const { op, path, value: given } of patch) {
    const names = path
      .split("/")
      .slice(1)
      .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = names.pop();
    let at: unknown = value;
    for (const name of names) at = isRecord(at) ? at[name] : undefined;
    if (last === undefined || !isRecord(at) || ["__proto__", "constructor", "prototype"].includes(last))
      return { kind: "failed", path };
    if (op === "test") {
      if (JSON.stringify(at[last]) !== JSON.stringify(given)) return { kind: "failed", path };
    } else if (op === "remove") {
      if (!(last in at)) return { kind: "failed", path };
      if (Array.isArray(at)) at.splice(Number(last), 1);
      else delete at[last];
    } else if (Array.isArray(at) && op === "add") {
      at.splice(last === "-" ? at.length : Number(last), 0, given);
    } else {
      if (op === "replace" && !(last in at)) return { kind: "failed", path };
      at[last] = given;
    }
  }
  return { kind: "patched", value };
}
