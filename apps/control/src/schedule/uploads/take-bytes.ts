import { filmKey, tailKey, type Upload, writeUpload } from "./upload-store.ts";

/** R2 wants all parts of one size but the last; two of them are in memory at most. */
const PART_BYTES = 8 * 1024 * 1024;

export type Taken = { kind: "taken"; state: Upload } | { kind: "overtaken" } | { kind: "too-much" };

/**
 * Takes bytes of an upload as they come, and notes after each part how far it is: a line that breaks costs what is no part yet. `overtaken`: another
 * request has gone on with the same upload.
 */
export async function takeBytes(
  media: R2Bucket,
  read: { state: Upload; mark: string },
  body: ReadableStream<Uint8Array>,
): Promise<Taken> {
  let { state, mark } = read;
  const multipart = media.resumeMultipartUpload(filmKey(state.upload), state.multipart);
  const buffer = new Uint8Array(PART_BYTES);
  let held = 0;
  if (state.tail > 0) {
    const tail = await media.get(tailKey(state.upload));
    if (tail === null) return { kind: "overtaken" };
    buffer.set(new Uint8Array(await tail.arrayBuffer()));
    held = state.tail;
  }
  const whole = (): number => state.parts.length * PART_BYTES;
  const note = async (next: Upload): Promise<boolean> => {
    const written = await writeUpload(media, next, mark);
    if (written === undefined) return false;
    state = next;
    mark = written;
    return true;
  };
  const cut = async (): Promise<boolean> => {
    const { partNumber, etag } = await multipart.uploadPart(state.parts.length + 1, buffer.slice(0, held));
    const parts = [...state.parts, { partNumber, etag }];
    const arrived = whole() + held;
    held = 0;
    return note({ ...state, parts, arrived, tail: 0 });
  };
  const reader = body.getReader();
  for (;;) {
    // A line that breaks ends the upload here; what has come is kept.
    const next = await reader.read().catch(() => ({ done: true as const, value: undefined }));
    if (next.value === undefined) break;
    let rest: Uint8Array = next.value;
    if (whole() + held + rest.byteLength > state.bytes) return { kind: "too-much" };
    while (rest.byteLength > 0) {
      const some = rest.subarray(0, PART_BYTES - held);
      buffer.set(some, held);
      held += some.byteLength;
      rest = rest.subarray(some.byteLength);
      if (held === PART_BYTES && !(await cut())) return { kind: "overtaken" };
    }
  }
  if (whole() + held === state.bytes) {
    if (held > 0 && !(await cut())) return { kind: "overtaken" };
    await multipart.complete(state.parts);
    return { kind: "taken", state };
  }
  if (held > 0) await media.put(tailKey(state.upload), buffer.slice(0, held));
  return (await note({ ...state, arrived: whole() + held, tail: held }))
    ? { kind: "taken", state }
    : { kind: "overtaken" };
}
