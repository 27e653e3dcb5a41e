import { type PieceFacts, PieceTag } from "@nonstop/contract/library";
import { Sidecar } from "@nonstop/contract/imports";
import { present } from "@nonstop/contract/present";
import { dayEnd, dayStart } from "@nonstop/schedule/day-start";
import { parseInstant } from "../events/instant.ts";

/** What a sidecar says, or which of its fields cannot be so, and what to do. */
export type SidecarAnswer =
  | { kind: "sidecar"; sidecar: Sidecar; facts: PieceFacts }
  | { kind: "wrong"; why: string };

/** Reads a sidecar. Its days are those of the station's zone. `folders`: of the file, the outermost first; each is a tag. Pure. */
export function readSidecar(
  text: string | undefined,
  { timezone, folders }: { timezone: string; folders: readonly string[] },
): SidecarAnswer {
  const json = jsonOf(text ?? "{}");
  if (json === undefined) return wrong("The sidecar is no JSON. Check its quotes and commas");
  const read = Sidecar.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    const field = issue?.path.map(String).join(".") || "the sidecar";
    return wrong(`${field}: ${issue?.message ?? "is wrong"}. Correct it in the sidecar`);
  }
  const { rights = {}, tags = [], summary, people, favourite } = read.data;
  const rightsFrom = secondOfDay(rights.from, timezone, dayStart);
  // The last day counts.
  const rightsTo = secondOfDay(rights.to, timezone, dayEnd);
  if (rightsFrom === "wrong") return wrong(`rights.from: ${DAY_FORM}`);
  if (rightsTo === "wrong") return wrong(`rights.to: ${DAY_FORM}`);
  if (rightsFrom !== undefined && rightsTo !== undefined && rightsTo <= rightsFrom)
    return wrong("rights.to: is before rights.from. Correct it in the sidecar");
  const ofFolders = folders.flatMap((folder) => PieceTag.safeParse(folder).data ?? []);
  const all = [...new Set([...ofFolders, ...tags])];
  const { territories } = rights;
  const facts = present({ summary, people, favourite, rightsFrom, rightsTo, territories });
  return { kind: "sidecar", sidecar: read.data, facts: all.length === 0 ? facts : { ...facts, tags: all } };
}

const DAY_FORM = "must be a day such as 2027-03-02, or an instant such as 2027-03-02T18:00:00Z";

function secondOfDay(
  text: string | undefined,
  timezone: string,
  ofDay: typeof dayStart,
): number | "wrong" | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant.kind === "second") return instant.second;
  if (instant.kind !== "no-time") return "wrong";
  return ofDay(text.trim(), timezone) ?? "wrong";
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wrong(why: string): SidecarAnswer {
  return { kind: "wrong", why: `${why}.` };
}
