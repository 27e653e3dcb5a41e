import { UploadStatus, UploadWish } from "@nonstop/contract/uploads";
import { z } from "zod";

const PREFIX = "upload-state/";
const MAX_LISTED = 100;

/** An upload as R2 keeps it: what has arrived is parts of `uploads/{upload}`, and a tail that is no whole part yet. */
const Upload = UploadStatus.extend({
  wish: UploadWish,
  /** R2's name of the object in the making. */
  multipart: z.string(),
  parts: z.array(z.object({ partNumber: z.int(), etag: z.string() })),
  /** Bytes after the last whole part. */
  tail: z.int().min(0),
});
export type Upload = z.infer<typeof Upload>;

/** R2 key of the film when it is whole, and of the bytes that are no part yet. */
export const filmKey = (upload: string): string => `uploads/${upload}`;
export const tailKey = (upload: string): string => `${PREFIX}${upload}.tail`;
const stateKey = (upload: string): string => `${PREFIX}${upload}.json`;

/** Reads an upload, with the mark of the state in which it was read. */
export async function readUpload(
  media: R2Bucket,
  upload: string,
): Promise<{ state: Upload; mark: string } | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(upload)) return undefined;
  const object = await media.get(stateKey(upload));
  const state = object === null ? undefined : Upload.safeParse(await object.json()).data;
  return object === null || state === undefined ? undefined : { state, mark: object.etag };
}

/** Writes an upload unless somebody has written it since. Answers its new mark. */
export async function writeUpload(
  media: R2Bucket,
  state: Upload,
  mark: string | undefined,
): Promise<string | undefined> {
  const onlyIf = mark === undefined ? { etagDoesNotMatch: "*" } : { etagMatches: mark };
  return (await media.put(stateKey(state.upload), JSON.stringify(state), { onlyIf }))?.etag;
}

/** Forgets an upload; its film stays if it is whole. */
export async function forgetUpload(media: R2Bucket, upload: string): Promise<void> {
  await media.delete([stateKey(upload), tailKey(upload)]);
}

/** The uploads that are not done, the newest first. */
export async function listUploads(media: R2Bucket): Promise<UploadStatus[]> {
  const { objects } = await media.list({ prefix: PREFIX, limit: 2 * MAX_LISTED });
  const names = objects.flatMap(({ key }) => /^upload-state\/([0-9a-f-]{36})\.json$/.exec(key)?.[1] ?? []);
  const all = await Promise.all(names.map((name) => readUpload(media, name)));
  return all
    .flatMap((one) => (one === undefined ? [] : [UploadStatus.parse(one.state)]))
    .toSorted((a, b) => b.startedAt - a.startedAt);
}
