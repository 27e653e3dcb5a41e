import { z } from "zod";
import type { Meeting, Meetings } from "../../schedule/ports/meetings.ts";
import type { ZoomSettings } from "../../settings.ts";
import { makePasscode, meetingBody } from "./meeting-body.ts";
import { ZoomRequest } from "./zoom-request.ts";

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
    start: meeting.start_time === undefined ? undefined : Date.parse(meeting.start_time) / 1000,
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

/** Zoom over HTTP. */
export function zoomMeetings(settings: ZoomSettings): Meetings {
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
