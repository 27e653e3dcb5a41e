import { z } from "zod";
import type { Finding } from "../../frame/finding.ts";
import type { ZoomApi } from "./zoom-api.ts";
import { WISHES } from "./overruled-wishes.ts";

const DAY_MS = 86_400_000;

const Made = z.looseObject({
  id: z.union([z.number(), z.string()]).transform(String),
  settings: z.record(z.string(), z.unknown()).default({}),
});

/** What became of a meeting that was made as the station makes its own. `id`: it is still there. */
export type TrialMeeting = {
  id: string | undefined;
  settings: Readonly<Record<string, unknown>>;
  findings: Finding[];
};

/** Makes a meeting of a host for tomorrow, reads it and points its livestream nowhere. It has to be deleted. */
export async function makeTrialMeeting(api: ZoomApi, user: string, nowMs: number): Promise<TrialMeeting> {
  const body = {
    topic: "Nonstop doctor (a test, deleted at once)",
    type: 2,
    start_time: new Date(nowMs + DAY_MS).toISOString().replace(/\.\d+Z$/, "Z"),
    duration: 1,
    timezone: "UTC",
    settings: WISHES,
  };
  const path = `/users/${encodeURIComponent(user)}/meetings`;
  const made = await api.call({ method: "POST", path, body }, Made, "make a meeting");
  if (made.kind === "refused")
    return { id: undefined, settings: {}, findings: made.isScope ? [] : [made.finding] };
  const { id } = made.value;
  // What is locked stands in the meeting itself; the answer to its making may still repeat our wishes.
  const read = await api.call({ path: `/meetings/${id}` }, Made, "read a meeting");
  const target = {
    stream_url: "rtmps://nowhere.invalid/live",
    stream_key: "none",
    page_url: "https://nowhere.invalid/",
  };
  const livestream = await api.call(
    { method: "PATCH", path: `/meetings/${id}/livestream`, body: target },
    z.unknown(),
    "point the livestream of a meeting",
  );
  const findings = [read, livestream].flatMap((one) =>
    one.kind === "refused" && !one.isScope ? [one.finding] : [],
  );
  return { id, settings: read.kind === "told" ? read.value.settings : made.value.settings, findings };
}

/** Deletes a trial meeting without a mail to anybody. Answers what is wrong, if anything is. */
export async function deleteTrialMeeting(api: ZoomApi, id: string): Promise<Finding | undefined> {
  const path = `/meetings/${id}?schedule_for_reminder=false&cancel_meeting_reminder=false`;
  const deleted = await api.call(
    { method: "DELETE", path },
    z.unknown(),
    `delete the meeting ${id}, so delete it by hand`,
  );
  return deleted.kind === "refused" ? deleted.finding : undefined;
}
