import { RoomEcho, RoomReadings } from "@nonstop/contract/room";
import { routes } from "@nonstop/contract/routes";
import type { z } from "zod";
import type { RoomMeters } from "../../schedule/ports/room-meters.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import type { IngestSettings } from "../../settings.ts";

/** A page waits for it, once a second. */
const READ_TIMEOUT_MS = 3_000;
/** It decodes half a minute of sound first. */
const ECHO_TIMEOUT_MS = 20_000;

/** The meters of ingest's rooms over HTTP. */
export function ingestMeters({ url, token }: IngestSettings): RoomMeters {
  const read = async <T>(path: string, schema: z.ZodType<T>, timeoutMs: number): Promise<VendorAnswer<T>> => {
    try {
      const answer = await fetch(new URL(path, url), {
        headers: { authorization: `Bearer ${token}` },
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      const json: unknown = await answer.json();
      if (answer.status === 404) return { kind: "gone" };
      const parsed = answer.ok ? schema.safeParse(json) : undefined;
      if (parsed?.success === true) return { kind: "ok", value: parsed.data };
      return { kind: "retry", message: `Ingest answers ${answer.status}.` };
    } catch {
      return { kind: "retry", message: "Ingest does not answer." };
    }
  };
  return {
    readings: (room) => read(routes.roomReadings(room), RoomReadings, READ_TIMEOUT_MS),
    echo: (room) => read(routes.roomEcho(room), RoomEcho, ECHO_TIMEOUT_MS),
  };
}
