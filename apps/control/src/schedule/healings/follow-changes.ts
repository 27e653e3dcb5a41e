import { log } from "@nonstop/door/log";
import type { Chore } from "../chores/chore-list.ts";
import type { EntryChange } from "../events/entry-change.ts";
import type { ToldChanges } from "../hooks/told-changes.ts";
import type { Delivery, PublishedChanges } from "../ports/delivery.ts";
import type { Vendor } from "../ports/vendors.ts";
import type { CursorStore } from "./cursor-store.ts";
import type { HealingStore } from "./healing-store.ts";

const FOLLOW_MS = 2 * 60_000;
const CURSOR = "content";
const DAY_MS = 24 * 3600_000;
/** A webhook of what is younger than this may still be on its way: it is recorded, and nothing was lost. */
const ON_ITS_WAY_MS = 60_000;

type Parts = {
  content: Vendor<{ delivery: Delivery }>;
  told: Pick<ToldChanges, "found" | "isKnown">;
  cursors: CursorStore;
  healings: Pick<HealingStore, "note">;
  nowMs: () => number;
};

/**
 * Follows what is published and withdrawn, entry by entry of every kind, behind the webhooks that should have told of it. What a webhook
 * has told is no news; what none has is recorded as if it had, and said.
 */
export function followChanges(o: Parts): Chore {
  const { content, cursors } = o;
  let followedMs = 0;
  return {
    name: "follow-changes",
    dueMs: () => (content.kind === "unset" ? undefined : followedMs + FOLLOW_MS),
    async run(startMs) {
      if (content.kind === "unset") return;
      followedMs = startMs;
      const cursor = cursors.read(CURSOR);
      const answer = await content.client.delivery.readChanges(cursor);
      // One that is too old is refused. All there is is read then, once.
      if (answer.kind === "refused" || answer.kind === "gone") cursors.write(CURSOR, undefined);
      if (answer.kind !== "ok") return;
      const found = record(answer.value, cursor === undefined, o);
      cursors.write(CURSOR, answer.value.cursor);
      if (found > 0) log("changes-followed", { found });
    },
  };
}

// Recorded before the cursor goes on: what is cut off here is read again.
function record({ published, gone }: PublishedChanges, isFirst: boolean, o: Parts): number {
  const nowMs = o.nowMs();
  let found = 0;
  for (const entry of published) {
    const { id, contentType, fields } = entry;
    if (isLongOver(entry, nowMs) && !o.told.isKnown(id)) continue;
    const change: EntryChange = { ...entry, entry: id, action: "publish", deletedAt: undefined, fields };
    if (!o.told.found(change, nowMs)) continue;
    found += 1;
    // A schedule that begins has heard of nothing, and lost nothing.
    if (isFirst || nowMs - Date.parse(entry.updatedAt) < ON_ITS_WAY_MS) continue;
    const message = `${titleOf(entry)} (${contentType}) was published, and no webhook told of it. It is read.`;
    o.healings.note({ atMs: nowMs, code: "unheard-publish", message });
  }
  for (const { id, revision, deletedAt } of gone) {
    const change: EntryChange = {
      entry: id,
      action: "withdraw",
      revision,
      createdAt: "",
      updatedAt: "",
      deletedAt,
      contentType: undefined,
      fields: {},
    };
    if (!o.told.isKnown(id) || !o.told.found(change, nowMs)) continue;
    found += 1;
    if (nowMs - Date.parse(deletedAt ?? "") < ON_ITS_WAY_MS) continue;
    const message = `The entry ${id} was withdrawn, and no webhook told of it. It is taken out.`;
    o.healings.note({ atMs: nowMs, code: "unheard-withdrawal", message });
  }
  return found;
}

type Found = PublishedChanges["published"][number];

// What ended long ago fills no guide.
function isLongOver({ contentType, fields }: Found, nowMs: number): boolean {
  if (contentType !== "event") return false;
  const startsAt = Object.values(fields["startsAt"] ?? {})[0];
  return typeof startsAt === "string" && Date.parse(startsAt) < nowMs - DAY_MS;
}

function titleOf({ id, fields }: Found): string {
  const [title] = Object.values(fields["title"] ?? fields["name"] ?? {});
  return typeof title === "string" && title !== "" ? title.slice(0, 100) : id;
}
