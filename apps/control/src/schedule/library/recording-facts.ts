import { AssetId } from "@nonstop/contract/names";
import { PieceFacts } from "@nonstop/contract/library";
import { present } from "@nonstop/contract/present";
import { dayEnd, dayStart } from "@nonstop/schedule/day-start";
import { secondsOfLength } from "@nonstop/schedule/wall-time";
import { z } from "zod";
import type { FactsChange } from "./piece-store.ts";

/** What the entry of a recording says of its piece; a field that it leaves empty or that cannot be read is not there. */
export type SaidOfPiece = { asset: AssetId; facts: PieceFacts };

const Texts = z.array(z.string()).min(1);
const Text = z.string().trim().min(1);

/**
 * Reads a recording's entry. `people` are the names of those whom it links to. Rights are local dates of `zone`, the last day
 * included. Pure.
 */
export function saidOfPiece(
  fields: Readonly<Record<string, unknown>>,
  o: { zone: string; people: readonly string[] | undefined },
): SaidOfPiece | undefined {
  const asset = AssetId.safeParse(fields["asset"]);
  if (!asset.success) return undefined;
  const day = (field: string, of: typeof dayStart): number | undefined => {
    const text = Text.safeParse(fields[field]).data;
    return text === undefined ? undefined : of(text, o.zone);
  };
  const breaks = Texts.safeParse(fields["breaks"]).data?.flatMap((text) => secondsOfLength(text) ?? []);
  const wanted = {
    title: Text.safeParse(fields["title"]).data,
    summary: Text.safeParse(fields["summary"]).data,
    tags: Texts.safeParse(fields["tags"]).data,
    people: o.people === undefined || o.people.length === 0 ? undefined : [...o.people],
    rightsFrom: day("rightsFrom", dayStart),
    rightsTo: day("rightsTo", dayEnd),
    territories: Texts.safeParse(fields["territories"]).data,
    favourite: fields["favourite"],
    filler: fields["filler"],
    breaks: breaks === undefined ? undefined : [...new Set(breaks)].sort((a, b) => a - b),
  };
  const facts = Object.entries(wanted).map(([name, value]) => [name, readFact(name, value)] as const);
  return { asset: asset.data, facts: PieceFacts.parse(present(Object.fromEntries(facts))) };
}

/** What the newest version of an entry changes: what it says otherwise than before, and what it does not say any more. Pure. */
export function changedFacts(before: PieceFacts, after: PieceFacts): FactsChange {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const changed = [...names].filter((name) => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)));
  return Object.fromEntries(changed.map((name) => [name, is.get(name) ?? null]));
}

// A tag too long is no reason to leave out the others.
function readFact(name: string, value: unknown): unknown {
  const read = (one: unknown): unknown => {
    const { data = {} } = PieceFacts.safeParse({ [name]: one });
    return new Map<string, unknown>(Object.entries(data)).get(name);
  };
  if (!Array.isArray(value)) return read(value);
  const good = value.filter((one) => read([one]) !== undefined);
  return good.length === 0 ? undefined : read(good);
}
