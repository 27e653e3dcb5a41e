import { mayShowBearer } from "@nonstop/contract/bearer-rule";
import type { MeetingRecordings } from "../../schedule/ports/meeting-recordings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import type { ZoomSettings } from "../../settings.ts";
import { VENDOR_TIMEOUT_MS } from "../patience.ts";
import { RecordingAnswer, recordingOf } from "./recording-answer.ts";
import { ZoomRequest } from "./zoom-request.ts";

const TOKEN_SECONDS = 86_400;
const MAX_REDIRECTS = 5;
const MAX_WORDS_BYTES = 5_000_000;
/** Zoom's code for a meeting of which nothing is recorded. */
const NO_RECORDING = 3301;

/** Zoom's recordings over HTTP. */
export function zoomRecordings(settings: ZoomSettings): MeetingRecordings {
  const request = new ZoomRequest(settings);
  return {
    async readRecording(id) {
      const query = `include_fields=download_access_token&ttl=${TOKEN_SECONDS}`;
      const path = `/meetings/${recordingId(id)}/recordings?${query}`;
      const answer = await request.call({ method: "GET", path }, RecordingAnswer);
      if (answer.kind === "refused" && answer.code === NO_RECORDING) return { kind: "gone" };
      return answer.kind === "ok" ? { kind: "ok", value: recordingOf(answer.value) } : answer;
    },
    readWords: (url, o) => readText(url, o),
  };
}

/** A meeting's id, or the uuid of one time it was held. One that begins with a slash or holds two is escaped twice. */
function recordingId(id: string): string {
  const escaped = encodeURIComponent(id);
  return id.startsWith("/") || id.includes("//") ? encodeURIComponent(escaped) : escaped;
}

/** Reads a text at an address that needs a token, which nobody sees whom that leads elsewhere. */
async function readText(
  first: string,
  { token, domains }: { token?: string | undefined; domains: readonly string[] },
): Promise<VendorAnswer<string>> {
  let at = new URL(first);
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const shown = token !== undefined && mayShowBearer(at, new URL(first), { domains });
      const answer = await fetch(at, {
        headers: shown ? { authorization: `Bearer ${token}` } : {},
        redirect: "manual",
        signal: AbortSignal.timeout(VENDOR_TIMEOUT_MS),
      });
      const location = answer.headers.get("location");
      if (answer.status >= 300 && answer.status < 400 && location !== null) {
        await answer.body?.cancel();
        at = new URL(location, at);
        continue;
      }
      if (!answer.ok) return { kind: "retry", message: `Zoom gives no words: ${answer.status}.` };
      const text = await answer.text();
      return text.length > MAX_WORDS_BYTES
        ? { kind: "refused", message: "The words are too long." }
        : { kind: "ok", value: text };
    }
    return { kind: "refused", message: "The words are behind too many redirects." };
  } catch {
    return { kind: "retry", message: "Zoom does not give the words." };
  }
}
