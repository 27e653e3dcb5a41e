import { present } from "@nonstop/contract/present";
import type { ShelfEntry } from "@nonstop/contract/shelf";
import { channelByName } from "@nonstop/door/channel-of";
import { SharedReads } from "@nonstop/door/shared-reads";
import { hasWords, wordsOf } from "@nonstop/schedule/library/found-words";
import { keyOf } from "@nonstop/schedule/library/shelf";
import type { Env } from "../../env.ts";
import { scheduleOf } from "../schedule-of.ts";

// Everybody may ask for it: the objects are asked once in a moment. What is withdrawn is gone within the second.
const shelves = new SharedReads<ShelfEntry[]>({ keepMs: () => 500, maxWeight: 20 });
const shown = new SharedReads<ReadonlySet<string>>({ keepMs: () => 5000, maxWeight: 20 });

/** What can be watched again on a channel, the newest first. */
export async function readShelf(env: Env, channel: string): Promise<ShelfEntry[]> {
  return shelves.read(channel, async () => {
    const [entries, aired] = await Promise.all([
      scheduleOf(env).shelf(),
      shown.read(channel, async () => new Set<string>(await channelByName(env, channel).airingsShown())),
    ]);
    return entries.filter((entry) => entry.kind === "favourite" || aired.has(entry.airing));
  });
}

/** The entries of one page, and the mark of the next. Pure. */
export function pageOfShelf(
  entries: readonly ShelfEntry[],
  ask: {
    kind?: ShelfEntry["kind"] | undefined;
    q?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
): { entries: ShelfEntry[]; next?: string } {
  const words = wordsOf(ask.q ?? "");
  const [at = "", key = ""] = ask.after?.split(" ") ?? [];
  const wanted = entries
    .filter(({ kind }) => ask.kind === undefined || kind === ask.kind)
    .filter(({ title, summary, people }) =>
      hasWords([title, summary, ...people.map(({ name }) => name)], words),
    )
    .filter((entry) => at === "" || entry.at < Number(at) || (entry.at === Number(at) && keyOf(entry) > key));
  const page = wanted.slice(0, ask.limit);
  const last = page.at(-1);
  const next = last !== undefined && wanted.length > page.length ? `${last.at} ${keyOf(last)}` : undefined;
  return { entries: page, ...present({ next }) };
}
