import { ARCHIVE_MEDIA_TYPE, RestoreAnswer } from "@nonstop/contract/archive";
import { ErrorBody } from "@nonstop/contract/error-body";
import { routes } from "@nonstop/contract/routes";
import type { StationDoor } from "./which-station.ts";

/** An archive of years is read page by page, which takes its time. */
const TIMEOUT_MS = 300_000;

export type DoorAnswer<T> = { kind: "ok"; value: T } | { kind: "refused"; message: string };

/** Reads all that a station knows. */
export async function fetchArchive(door: StationDoor): Promise<DoorAnswer<Uint8Array<ArrayBuffer>>> {
  const answer = await call(door, routes.archive, { method: "GET" });
  if (answer.kind === "refused") return answer;
  return { kind: "ok", value: new Uint8Array(await answer.value.arrayBuffer()) };
}

/** Puts an archive back. */
export async function sendArchive(
  door: StationDoor,
  bytes: Uint8Array<ArrayBuffer>,
  { replaces }: { replaces: boolean },
): Promise<DoorAnswer<RestoreAnswer>> {
  const path = replaces ? `${routes.archive}?replace=1` : routes.archive;
  const headers = { "content-type": ARCHIVE_MEDIA_TYPE };
  const answer = await call(door, path, { method: "POST", body: bytes, headers });
  if (answer.kind === "refused")
    return { kind: "refused", message: answer.message.replace("Send replace=1", "Say --replace") };
  const restored = RestoreAnswer.safeParse(await answer.value.json());
  return restored.success
    ? { kind: "ok", value: restored.data }
    : { kind: "refused", message: "The station answered something that is no answer of this release." };
}

async function call(door: StationDoor, path: string, init: RequestInit): Promise<DoorAnswer<Response>> {
  let answer: Response;
  try {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${door.operatorToken}`);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    answer = await fetch(door.url + path, { ...init, headers, signal, redirect: "manual" });
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { kind: "refused", message: `${door.url} does not answer: ${cause}.` };
  }
  if (answer.ok) return { kind: "ok", value: answer };
  return { kind: "refused", message: `${door.url} refuses: ${await whyOf(answer)}` };
}

async function whyOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { message, cure } = ErrorBody.parse(JSON.parse(text)).error;
    return cure === undefined ? message : `${message} ${cure}`;
  } catch {
    return `status ${answer.status}. Is the address a station's, of this release?`;
  }
}
