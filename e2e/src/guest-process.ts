import { z } from "zod";
import { type StationUnderTest, until } from "./station-under-test.ts";

const Meetings = z.object({
  meetings: z.array(
    z.object({
      id: z.union([z.string(), z.number()]),
      mark: z.int(),
      ffmpegPid: z.int().optional().nullable(),
    }),
  ),
});

/** What the stand-in for Zoom says about a meeting. */
async function meetingOf(
  station: StationUnderTest,
  meeting: string,
): Promise<z.infer<typeof Meetings>["meetings"][number] | undefined> {
  const answer = await fetch(`${station.urls.zoom}/sandbox/meetings`);
  return Meetings.parse(await answer.json()).meetings.find((each) => String(each.id) === meeting);
}

/** The room mark that is burnt into a meeting's pictures. */
export async function markOf(station: StationUnderTest, meeting: string): Promise<number> {
  return until(
    `the mark of meeting ${meeting}`,
    60_000,
    async () => (await meetingOf(station, meeting))?.mark,
  );
}

/** Pid of the ffmpeg that pushes a meeting to the station, once it does. */
export async function guestProcess(station: StationUnderTest, meeting: string): Promise<number> {
  return until(
    `a push of meeting ${meeting}`,
    60_000,
    async () => (await meetingOf(station, meeting))?.ffmpegPid ?? undefined,
  );
}
