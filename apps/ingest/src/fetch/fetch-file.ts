import { open } from "node:fs/promises";
import { failedBy, type FetchAnswer, later, refused } from "./fetch-answer.ts";
import { type Answer, type Asked, followRedirects } from "./follow-redirects.ts";
import { PartialFile } from "./partial-file.ts";
import { readRange, validatorOf } from "./read-range.ts";

export type FetchOrder = Asked & {
  /** Where the file goes. What has come of it stands beside it until it is whole, and is gone on with the next time. */
  path: string;
  /** How many bytes it has, by its source's word. A file of another size is none. */
  bytes?: number | undefined;
  maxBytes: number;
  /** How many bytes the disk has room for. */
  roomBytes: () => Promise<number>;
  signal: AbortSignal;
  /** Told as bytes come: how many there are, and of how many. */
  onBytes?: (arrived: number, all: number | undefined) => void;
};

/** How long a file may take in one go: the largest one over a slow line needs less. */
const MAX_FETCH_MS = 2 * 3600_000;

/**
 * Fetches a file to the disk, never through memory, from an address that somebody else gave us. What has come before is not fetched
 * again where the source lets us go on, and shows that the file is the same. Failures are values; it never rejects.
 */
export async function fetchFile(order: FetchOrder): Promise<FetchAnswer> {
  const tooLong = AbortSignal.timeout(MAX_FETCH_MS);
  const signal = AbortSignal.any([order.signal, tooLong]);
  const file = new PartialFile(order.path);
  try {
    const whole = await file.wholeBytes();
    if (whole !== undefined && (order.bytes ?? whole) === whole) return { kind: "fetched", bytes: whole };
    const announced = order.bytes ?? 0;
    if (announced > order.maxBytes) return refused(`it is larger than ${order.maxBytes} bytes`);
    return await fetchRest(file, order, signal);
  } catch (error) {
    return tooLong.aborted ? later("it did not arrive within two hours") : failedBy(error);
  }
}

async function fetchRest(file: PartialFile, order: FetchOrder, signal: AbortSignal): Promise<FetchAnswer> {
  const known = await file.read();
  // A source that gives nothing to tell files apart by may have another one by now, unless its length was told beforehand.
  const canGoOn = known.bytes > 0 && (known.validator !== undefined || order.bytes !== undefined);
  const have = canGoOn ? known.bytes : 0;
  const found = await followRedirects(
    order,
    {
      "accept-encoding": "identity",
      ...(have > 0 ? { range: `bytes=${have}-` } : {}),
      ...(have > 0 && known.validator !== undefined ? { "if-range": known.validator } : {}),
    },
    signal,
  );
  if (found.kind === "failed") return found;
  const { answer } = found;
  const { status, headers } = answer;
  const range = readRange({ status, headers }, { have, ...known });
  if (range.kind === "none" || range.kind === "other") {
    answer.close();
    if (range.kind === "none") return later(`the host it is at answers ${status}`);
    await file.drop();
    return later("the host it is at gave something else than the rest of it");
  }
  const begun = range.kind === "rest" ? have : 0;
  const all = range.all ?? order.bytes;
  const tooMuch = await overBounds(order, { begun, all });
  if (tooMuch !== undefined) {
    answer.close();
    if (!tooMuch.mayPass) await file.drop();
    return tooMuch;
  }
  if (begun === 0) {
    await file.drop();
    const validator = validatorOf(headers);
    await file.note({
      ...(validator === undefined ? {} : { validator }),
      ...(all === undefined ? {} : { all }),
    });
  }
  const arrived = await store(answer, file, { ...order, begun, all });
  if (arrived === "too-large") {
    await file.drop();
    return refused(`it is larger than ${order.maxBytes} bytes`);
  }
  return finished(file, arrived, all, order.bytes);
}

async function finished(
  file: PartialFile,
  arrived: number,
  all: number | undefined,
  told: number | undefined,
): Promise<FetchAnswer> {
  if (all !== undefined && arrived < all) return later("it did not arrive whole (the line broke)");
  const wanted = told ?? all ?? arrived;
  if (arrived !== wanted) {
    await file.drop();
    return later(`it has ${arrived} bytes, and should have ${wanted}`);
  }
  await file.finish();
  return { kind: "fetched", bytes: arrived };
}

async function overBounds(
  { maxBytes, roomBytes }: FetchOrder,
  { begun, all = 0 }: { begun: number; all: number | undefined },
): Promise<Extract<FetchAnswer, { kind: "failed" }> | undefined> {
  if (all > maxBytes) return refused(`it is larger than ${maxBytes} bytes`);
  if (all - begun > (await roomBytes())) return later("there is no room for it on the disk of ingest now");
  return undefined;
}

/** Writes what comes behind what is there; answers how much there is then. All that came is on the disk when the line breaks. */
async function store(
  answer: Answer,
  file: PartialFile,
  o: Pick<FetchOrder, "maxBytes" | "onBytes"> & { begun: number; all: number | undefined },
): Promise<number | "too-large"> {
  let bytes = o.begun;
  const handle = await open(file.partPath, o.begun > 0 ? "a" : "w");
  try {
    for await (const part of answer.body) {
      bytes += part.length;
      if (bytes > o.maxBytes) return "too-large";
      await handle.writeFile(part);
      o.onBytes?.(bytes, o.all);
    }
  } finally {
    answer.close();
    await handle.close();
  }
  return bytes;
}
