import { present } from "@nonstop/contract/present";
import { z } from "zod";
import type { LivestreamLook, Meeting, Meetings, MeetingTraits } from "../../schedule/ports/meetings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import type { ZoomSettings } from "../../settings.ts";
import { refusedHosts, writeWithHosts } from "./alternative-hosts.ts";
import { meetingBody } from "./meeting-body.ts";
import { formerMarker, markedPasscode } from "./meeting-marker.ts";
import { ZoomRequest } from "./zoom-request.ts";

const DialInNumber = z.object({
  country_name: z.string().optional(),
  country: z.string().optional(),
  number: z.string(),
});
const MAX_NUMBERS = 8;
const MeetingAnswer = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String),
    join_url: z.string().min(1),
    password: z.string().default(""),
    start_time: z.string().optional(),
    status: z.string().optional(),
    pstn_password: z.string().optional(),
    settings: z
      .object({ global_dial_in_numbers: z.array(DialInNumber).optional() })
      .optional()
      .catch(undefined),
  })
  .transform((meeting): Meeting => ({
    id: meeting.id,
    joinUrl: meeting.join_url,
    passcode: meeting.password,
    ...present({ dialIn: dialInOf(meeting.settings?.global_dial_in_numbers, meeting.pstn_password) }),
    start: meeting.start_time === undefined ? undefined : Date.parse(meeting.start_time) / 1000,
    isGoingOn: meeting.status === "started",
  }));
const Listed = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  topic: z.string().optional().catch(undefined),
  agenda: z.string().optional().catch(undefined),
  start_time: z.string().optional().catch(undefined),
  created_at: z.string().optional().catch(undefined),
});
type Listed = z.infer<typeof Listed>;
const MeetingList = z.object({
  meetings: z.array(Listed),
  next_page_token: z.string().optional().catch(undefined),
});
const Invitation = z.object({ invitation: z.string() }).transform((answer) => answer.invitation);
/** The key of this one meeting, where an account has such; else the one of its host, which is good for all that they hold. */
const MeetingKey = z
  .object({ dynamic_host_key: z.string().optional().catch(undefined) })
  .transform((answer) => answer.dynamic_host_key || undefined);
const HostKey = z
  .object({ host_key: z.string().optional().catch(undefined) })
  .transform((answer) => answer.host_key || undefined);
const Livestream = z
  .object({ stream_url: z.string().optional() })
  .transform((answer) => (answer.stream_url ?? "").replace(/\/+$/, ""));
const MAX_PAGES = 20;
/** Most meetings looked at one by one for the marker. */
const MAX_CANDIDATES = 10;
const JUST_MADE_MS = 600_000;

/** The meeting's phone numbers, each once; its passcode for the phone is digits alone. */
function dialInOf(
  listed: readonly z.infer<typeof DialInNumber>[] | undefined,
  passcode = "",
): Meeting["dialIn"] {
  if (listed === undefined || listed.length === 0) return undefined;
  const numbers = new Map(
    listed.map(({ number, country = "", country_name: name = country }) => [
      number,
      { country: name, number },
    ]),
  );
  return { numbers: [...numbers.values()].slice(0, MAX_NUMBERS), passcode };
}

/** Whether it is worth while to look for our marker: it stands at the wished time, or was made for this title a moment ago. */
function mayBeFor(wish: MeetingTraits, listed: Listed, nowMs: number): boolean {
  if (listed.agenda === formerMarker(wish.marker)) return true;
  if (Date.parse(listed.start_time ?? "") === wish.start * 1000) return true;
  return listed.topic === wish.topic && nowMs - Date.parse(listed.created_at ?? "") < JUST_MADE_MS;
}
/** Zoom's own default burns captions into the picture, whenever it is told anything about a livestream. */
const CAPTIONS = "embedded";
const LAYOUTS = { speaker: "speaker_view", gallery: "gallery_view", host: "follow_host" } as const;

function livestreamSettings({ layout, showsName }: LivestreamLook): object {
  return { layout: LAYOUTS[layout], close_caption: CAPTIONS, active_speaker_name: showsName };
}

/** Zoom over HTTP. */
export function zoomMeetings(settings: ZoomSettings): Meetings {
  const request = new ZoomRequest(settings);
  const meeting = (id: string, rest = ""): string => `/meetings/${encodeURIComponent(id)}${rest}`;
  const user = (host: string): string => `/users/${encodeURIComponent(host)}/meetings`;

  /** The meetings of a host that are to come, those `wanted` alone. */
  async function listOf(host: string, wanted: (listed: Listed) => boolean): Promise<VendorAnswer<Listed[]>> {
    const found: Listed[] = [];
    let token = "";
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = new URLSearchParams({ type: "scheduled", page_size: "300" });
      if (token !== "") query.set("next_page_token", token);
      const path = `${user(host)}?${query.toString()}`;
      const answer = await request.call({ method: "GET", path }, MeetingList);
      if (answer.kind !== "ok") return answer;
      found.push(...answer.value.meetings.filter(wanted));
      token = answer.value.next_page_token ?? "";
      if (token === "") break;
    }
    return { kind: "ok", value: found };
  }

  async function isOurs(listed: Listed, { marker }: MeetingTraits): Promise<VendorAnswer<boolean>> {
    if (listed.agenda === formerMarker(marker)) {
      // Its marker does not say whose it is, but where it sends does. One that sends nowhere yet was not finished.
      const answer = await request.call(
        { method: "GET", path: meeting(listed.id, "/livestream") },
        Livestream,
      );
      return answer.kind === "ok"
        ? { kind: "ok", value: ["", settings.rtmpUrl].includes(answer.value) }
        : answer;
    }
    const passcode = await markedPasscode(settings.markSecret, marker);
    const answer = await request.call({ method: "GET", path: meeting(listed.id) }, MeetingAnswer);
    return answer.kind === "ok" ? { kind: "ok", value: answer.value.passcode === passcode } : answer;
  }

  return {
    async findMeeting(wish) {
      const candidates = await listOf(wish.host, (listed) => mayBeFor(wish, listed, Date.now()));
      if (candidates.kind !== "ok") return candidates;
      for (const candidate of candidates.value.slice(0, MAX_CANDIDATES)) {
        const answer = await isOurs(candidate, wish);
        if (answer.kind === "retry") return answer;
        if (answer.kind === "ok" && answer.value) return { kind: "ok", value: candidate.id };
      }
      return { kind: "ok", value: undefined };
    },
    async createMeeting(wish) {
      const password = await markedPasscode(settings.markSecret, wish.marker);
      const made = await writeWithHosts(request, wish.alternativeHosts, (hosts) => {
        const body = { ...meetingBody(wish, hosts), password };
        return request.call({ method: "POST", path: user(wish.host), body }, MeetingAnswer);
      });
      if (made.kind !== "ok") return made;
      const { written, leftOut } = made.value;
      return { kind: "ok", value: { ...written, leftOut } };
    },
    async listMeetings(host) {
      const listed = await listOf(host, () => true);
      if (listed.kind !== "ok") return listed;
      const value = listed.value.map(({ id, start_time: start }) => {
        const startMs = Date.parse(start ?? "");
        return { id, start: Number.isNaN(startMs) ? undefined : startMs / 1000 };
      });
      return { kind: "ok", value };
    },
    readMeeting: (id) => request.call({ method: "GET", path: meeting(id) }, MeetingAnswer),
    async updateMeeting(id, wish) {
      const changed = await writeWithHosts(request, wish.alternativeHosts, (hosts) =>
        request.call({ method: "PATCH", path: meeting(id), body: meetingBody(wish, hosts) }, z.unknown()),
      );
      return changed.kind === "ok" ? { kind: "ok", value: changed.value.leftOut } : changed;
    },
    checkHosts: (addresses) => refusedHosts(request, addresses),
    deleteMeeting: (id) => request.call({ method: "DELETE", path: meeting(id) }, z.unknown()),
    pointLivestream: (id, target) =>
      request.call(
        {
          method: "PATCH",
          path: meeting(id, "/livestream"),
          body: {
            stream_url: target.streamUrl,
            stream_key: target.streamKey,
            page_url: target.pageUrl,
            resolution: target.resolution,
          },
        },
        z.unknown(),
      ),
    startLivestream: (id, look) =>
      request.call(
        {
          method: "PATCH",
          path: meeting(id, "/livestream/status"),
          body: { action: "start", settings: livestreamSettings(look) },
        },
        z.unknown(),
      ),
    changeLayout: (id, layout) =>
      request.call(
        {
          method: "PATCH",
          path: meeting(id, "/livestream/status"),
          body: { action: "mode", settings: { layout: LAYOUTS[layout], close_caption: CAPTIONS } },
        },
        z.unknown(),
      ),
    stopLivestream: (id) =>
      request.call(
        { method: "PATCH", path: meeting(id, "/livestream/status"), body: { action: "stop" } },
        z.unknown(),
      ),
    async readHostKey({ id, host }) {
      const own = await request.call({ method: "GET", path: meeting(id) }, MeetingKey);
      if (own.kind !== "ok" || own.value !== undefined) return own;
      return request.call({ method: "GET", path: `/users/${encodeURIComponent(host)}` }, HostKey);
    },
    readInvitation: (id) => request.call({ method: "GET", path: meeting(id, "/invitation") }, Invitation),
  };
}
