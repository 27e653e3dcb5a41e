import { z } from "zod";
import type { MeetingWish } from "../../schedule/steps/next-step.ts";
import type { ZoomSettings } from "../../settings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import { makePasscode, meetingBody, zoomTime } from "./meeting-body.ts";
import { ZoomRequest } from "./zoom-request.ts";

/** A meeting as far as we keep it: never its start URL, which makes whoever holds it the host. */
export type Meeting = { id: string; joinUrl: string; passcode: string; startTime: string | undefined };
type LivestreamTarget = {
  streamUrl: string;
  streamKey: string;
  pageUrl: string;
  resolution: ZoomSettings["resolution"];
};

/** What we use of Zoom. */
export type Zoom = {
  findMeeting(host: string, marker: string): Promise<VendorAnswer<string | undefined>>;
  createMeeting(wish: MeetingWish): Promise<VendorAnswer<Meeting>>;
  readMeeting(id: string): Promise<VendorAnswer<Meeting>>;
  updateMeeting(id: string, wish: MeetingWish): Promise<VendorAnswer<unknown>>;
  deleteMeeting(id: string): Promise<VendorAnswer<unknown>>;
  pointLivestream(id: string, target: LivestreamTarget): Promise<VendorAnswer<unknown>>;
  startLivestream(id: string): Promise<VendorAnswer<unknown>>;
  readInvitation(id: string): Promise<VendorAnswer<string>>;
};

const MeetingAnswer = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String),
    join_url: z.string().min(1),
    password: z.string().default(""),
    start_time: z.string().optional(),
  })
  .transform((meeting): Meeting => ({
    id: meeting.id,
    joinUrl: meeting.join_url,
    passcode: meeting.password,
    startTime: meeting.start_time,
  }));
const MeetingList = z.object({
  meetings: z.array(
    z.object({
      id: z.union([z.string(), z.number()]).transform(String),
      agenda: z.string().optional().catch(undefined),
    }),
  ),
  next_page_token: z.string().optional().catch(undefined),
});
const Invitation = z.object({ invitation: z.string() }).transform((answer) => answer.invitation);
const MAX_PAGES = 20;

/** The real thing, over HTTP. */
export function zoomOver(settings: ZoomSettings): Zoom {
  const request = new ZoomRequest(settings);
  const meeting = (id: string, rest = ""): string => `/meetings/${encodeURIComponent(id)}${rest}`;
  const user = (host: string): string => `/users/${encodeURIComponent(host)}/meetings`;
  return {
    async findMeeting(host, marker) {
      let token = "";
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const query = new URLSearchParams({ type: "scheduled", page_size: "300" });
        if (token !== "") query.set("next_page_token", token);
        const answer = await request.call(
          { method: "GET", path: `${user(host)}?${query.toString()}` },
          MeetingList,
        );
        if (answer.kind !== "ok") return answer;
        const found = answer.value.meetings.find((candidate) => candidate.agenda === marker);
        if (found !== undefined) return { kind: "ok", value: found.id };
        token = answer.value.next_page_token ?? "";
        if (token === "") break;
      }
      return { kind: "ok", value: undefined };
    },
    createMeeting: (wish) =>
      request.call(
        { method: "POST", path: user(wish.host), body: { ...meetingBody(wish), password: makePasscode() } },
        MeetingAnswer,
      ),
    readMeeting: (id) => request.call({ method: "GET", path: meeting(id) }, MeetingAnswer),
    updateMeeting: (id, wish) =>
      request.call({ method: "PATCH", path: meeting(id), body: meetingBody(wish) }, z.unknown()),
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
    startLivestream: (id) =>
      request.call(
        { method: "PATCH", path: meeting(id, "/livestream/status"), body: { action: "start" } },
        z.unknown(),
      ),
    readInvitation: (id) => request.call({ method: "GET", path: meeting(id, "/invitation") }, Invitation),
  };
}

/** True when a meeting stands at the wished second. Zoom silently takes "now" for a start it does not like. */
export function standsAtStart(meeting: Meeting, wish: MeetingWish, nowMs: number): boolean {
  if (wish.start * 1000 <= nowMs + 60_000) return true;
  return (
    meeting.startTime === undefined || Date.parse(meeting.startTime) === Date.parse(zoomTime(wish.start))
  );
}
