import { present } from "@nonstop/contract/present";
import { sha256Hex } from "@nonstop/door/hmac";
import type { Chore } from "../chores/chore-list.ts";
import type { ArrivedFiles } from "./arrived-files.ts";
import { groupsOf, type InboxGroup } from "@nonstop/contract/inbox-files";
import { moveObject } from "./move-object.ts";

/** Where recordings are laid into the bucket, and where they are put away. */
const INBOX = { prefix: "inbox/", done: "inbox/done/", refused: "inbox/refused/" } as const;
const LOOK_MS = 60_000;
/** What stands beside a recording may be sent after it. */
const SETTLED_MS = 60_000;
const MAX_TEXT_BYTES = 5_000_000;

/** Takes the recordings that were laid into the bucket below `inbox/`. What cannot be used is put away with the reason beside it. */
export function lookIntoBucket(o: { arrived: ArrivedFiles; media: R2Bucket }): Chore {
  let lookedMs = 0;
  return {
    name: "look-into-bucket",
    dueMs: () => lookedMs + LOOK_MS,
    async run(nowMs) {
      lookedMs = nowMs;
      const objects = await listed(o.media);
      for (const group of groupsOf([...objects.keys()])) {
        const film = objects.get(group.film);
        if (film === undefined || nowMs - film.uploaded.getTime() < SETTLED_MS) continue;
        await take(o, group, film, nowMs);
      }
    },
  };
}

async function take(
  { arrived, media }: { arrived: ArrivedFiles; media: R2Bucket },
  group: InboxGroup,
  film: R2Object,
  nowMs: number,
): Promise<void> {
  const { sidecar, words, poster } = group;
  const objects = [group.film, ...words, ...[sidecar, poster].filter((key) => key !== undefined)];
  const texts = await Promise.all(words.map((key) => textOf(media, key)));
  const picture = poster === undefined ? undefined : await (await media.get(poster))?.arrayBuffer();
  const answer = await arrived.take(
    {
      id: `bucket-${(await sha256Hex(`${group.film} ${film.etag}`)).slice(0, 24)}`,
      from: "bucket",
      path: group.film.slice(INBOX.prefix.length),
      file: { object: group.film, bytes: film.size },
      sidecar: sidecar === undefined ? undefined : await textOf(media, sidecar),
      words: words.map((key, index) => ({ name: nameOf(key), text: texts[index] ?? "" })),
      poster: picture === undefined ? undefined : new Uint8Array(picture),
      objects,
    },
    nowMs,
  );
  if (answer.kind === "refused") await putAway(media, objects, present({ why: answer.why }));
}

/** Moves what lay in the bucket to where it does not come from again: with a reason it was refused. */
export async function putAway(
  media: R2Bucket,
  objects: readonly string[],
  { why }: { why?: string },
): Promise<void> {
  const folder = why === undefined ? INBOX.done : INBOX.refused;
  const [film] = objects;
  if (why !== undefined && film !== undefined)
    await media.put(`${folder}${film.slice(INBOX.prefix.length)}.reason.txt`, `${why}\n`);
  for (const key of objects) await moveObject(media, key, folder + key.slice(INBOX.prefix.length));
}

async function listed(media: R2Bucket): Promise<Map<string, R2Object>> {
  const objects = new Map<string, R2Object>();
  let cursor: string | undefined;
  do {
    const page: R2Objects = await media.list({ prefix: INBOX.prefix, ...present({ cursor }) });
    for (const object of page.objects)
      if (!object.key.startsWith(INBOX.done) && !object.key.startsWith(INBOX.refused))
        objects.set(object.key, object);
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
  return objects;
}

async function textOf(media: R2Bucket, key: string): Promise<string> {
  const object = await media.get(key);
  return object === null || object.size > MAX_TEXT_BYTES ? "" : object.text();
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}
