import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { settingsOf } from "../../src/settings.ts";
import { zoomMeetings } from "../../src/vendors/zoom/meetings.ts";
import { Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

/** Another station with the same Zoom account and a copy of our space makes its meeting for the same entry. */
async function twin(over: { station?: string; environment?: string }): Promise<string> {
  const { zoom, publicUrl, space, environment } = settingsOf(env);
  if (zoom.kind === "unset") throw new Error("Zoom is not set up");
  const start = station.nowSecond + 3600;
  const made = await zoomMeetings(zoom.settings).createMeeting({
    host: env.ZOOM_HOST_USER,
    wishedHost: env.ZOOM_HOST_USER,
    room: "live-ev1",
    topic: "Morning show",
    agenda: "",
    marker: { station: publicUrl, space, environment, entry: "ev1", ...over },
    start,
    end: start + 3600,
    timezone: "Europe/Berlin",
    alternativeHosts: [],
    livestreamUntil: start + 7200,
    meetingKey: "",
    livestreamKey: "",
  });
  if (made.kind !== "ok") throw new Error(made.kind);
  return made.value.id;
}

it.each([{ environment: "staging" }, { station: "https://staging.test" }])(
  "neither takes nor deletes the meeting that a copy of the station made: %j",
  async (copy) => {
    const theirs = await twin(copy);
    await station.publish("ev1", station.live(3600, { summary: "News and weather." }));
    await station.calm();
    const ids = station.zoom.meetings.map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(station.contentful.value("ev1", "zoomMeetingId")).toBe(ids.find((id) => id !== theirs));
    expect(station.zoom.meetings.find(({ id }) => id !== theirs)?.agenda).toBe("News and weather.");

    await station.unpublish("ev1", "delete");
    await station.calm();
    expect(station.zoom.only.id).toBe(theirs);
  },
);

it("takes its own meeting again when its creation was not written down", async () => {
  const ours = await twin({});
  await station.publish("ev1", station.live(3600));
  await station.calm();
  expect(station.zoom.only.id).toBe(ours);
  expect(station.contentful.value("ev1", "passcode")).toBe(station.zoom.only.password);
});

it("tells people in the agenda what the show is about, and of a correction too", async () => {
  await station.publish("ev1", station.live(3600, { summary: "News and weather." }));
  await station.calm();
  expect(station.zoom.only.agenda).toBe("News and weather.");
  await station.publish("ev1", station.live(3600, { summary: "News, weather and sports." }));
  await station.pass(60_000);
  expect(station.zoom.only.agenda).toBe("News, weather and sports.");
});
