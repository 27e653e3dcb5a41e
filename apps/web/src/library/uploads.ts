import type { ImportStatus } from "@nonstop/contract/imports";
import { FILM_ENDINGS, MAX_UPLOAD_BYTES } from "@nonstop/contract/uploads";
import { routes } from "@nonstop/contract/routes";
import type { Second } from "@nonstop/contract/time";
import { signal } from "@preact/signals";
import { nowSecond } from "../feed/clock.ts";
import type { Upload } from "tus-js-client";

/** A multiple of what R2 keeps as a part. */
const CHUNK_BYTES = 32 * 1024 * 1024;
/** A line that is lost is tried again and again; the last pause repeats. */
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000, 60_000];

/** A film on its way from this page. */
export type Sending = {
  id: string;
  name: string;
  title: string;
  begunAt: Second;
  bytes: number;
  sent: number;
  state: "sending" | "waiting" | "done" | "refused";
  problem?: string;
};

/** The films that this page uploads, the newest first. They go on while the control room is open. */
export const sendings = signal<readonly Sending[]>([]);
const CLOCK_SLACK_SECONDS = 5;
const running = new Map<string, Upload>();

/** Why a file is not sent at all, for people. Pure. */
export function refusalOf(file: { name: string; size: number }): string | undefined {
  if (!FILM_ENDINGS.test(file.name)) return "This is no film. Send MP4, MOV, MKV, WebM, TS or MXF.";
  if (file.size === 0) return "The file is empty.";
  if (file.size > MAX_UPLOAD_BYTES) return `A film is at most ${MAX_UPLOAD_BYTES / 1e9} GB.`;
  return undefined;
}

/** What a film is called unless somebody says otherwise: its file's name in words. Pure. */
export function titleOf(name: string): string {
  return (
    name
      .replace(/\.[^.]+$/, "")
      .replaceAll(/[_.-]+/g, " ")
      .trim() || name
  );
}

/** Sends a file, from where an earlier try ended. With `replaces` it gives a piece new media under its name. */
export async function sendFilm(file: File, o: { title: string; replaces?: string }): Promise<void> {
  const id = crypto.randomUUID();
  const begun: Sending = {
    id,
    name: file.name,
    title: o.title,
    begunAt: nowSecond.value,
    bytes: file.size,
    sent: 0,
    state: "sending",
  };
  const problem = refusalOf(file);
  sendings.value = [
    problem === undefined ? begun : { ...begun, state: "refused", problem },
    ...sendings.value,
  ];
  if (problem !== undefined) return;
  const change = (over: Partial<Sending>): void => {
    sendings.value = sendings.value.map((one) => (one.id === id ? { ...one, ...over } : one));
  };
  const { DetailedError, Upload: TusUpload } = await import("tus-js-client");
  const upload = new TusUpload(file, {
    endpoint: routes.uploads,
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_MS,
    removeFingerprintOnSuccess: true,
    metadata: {
      filename: file.name,
      title: o.title,
      ...(o.replaces === undefined ? {} : { asset: o.replaces, replace: "true" }),
    },
    onProgress: (sent) => change({ sent, state: "sending" }),
    onShouldRetry: (error) => {
      change({ state: "waiting" });
      const status = error.originalResponse?.getStatus() ?? 0;
      return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
    },
    onError: (error) =>
      change({ state: "refused", problem: wordsOf(error instanceof DetailedError ? error : undefined) }),
    onSuccess: () => change({ state: "done", sent: file.size }),
  });
  running.set(id, upload);
  const earlier = await upload.findPreviousUploads();
  if (earlier[0] !== undefined) upload.resumeFromPreviousUpload(earlier[0]);
  upload.start();
}

/** What became of a film that is whole at the station, once it is asked for there. `imports`: the newest first. Pure. */
export function importOf(sending: Sending, imports: readonly ImportStatus[]): ImportStatus | undefined {
  const isOfIt = ({ title, askedAt }: ImportStatus): boolean =>
    title === sending.title && askedAt >= sending.begunAt - CLOCK_SLACK_SECONDS;
  return sending.state === "done" ? imports.find(isOfIt) : undefined;
}

/** Gives an upload up, here and at the station. */
export async function giveUp(id: string): Promise<void> {
  await running
    .get(id)
    ?.abort(true)
    .catch(() => undefined);
  running.delete(id);
  sendings.value = sendings.value.filter((one) => one.id !== id);
}

function wordsOf(error: { originalResponse: { getBody: () => string } | null } | undefined): string {
  const body = error?.originalResponse?.getBody() ?? "";
  const message = /"message":"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
  return message ?? "The station does not take it now. Choose the file again to go on.";
}
