import { Guide } from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { markedPasscode } from "../../src/vendors/zoom/meeting-marker.ts";
import { link, Station } from "../schedule/station.ts";
import type { Act, History } from "./history.ts";

const ANA = "ana@guests.test";
const HOUR_MS = 3600_000;
const EDITS_ARE_GATHERED_MS = 30_000;
/** Nobody does two things at once: what came later is told by the vendors' times. */
const BETWEEN_ACTS_MS = 1_500;
/** Webhooks that were lost are found, faults are tried again, and kept meetings have gone. */
const UNTIL_AT_REST_MS = [
  1_000,
  60_000,
  310_000,
  600_000,
  HOUR_MS,
  310_000,
  24 * HOUR_MS,
  HOUR_MS,
  310_000,
  60_000,
];

/** What people want of an entry in the end. */
type Wanted = { title: string; startSecond: number; hasMeeting: boolean };

/** A history as it was lived through, and what must hold at its end. */
class Lived {
  readonly station = new Station();
  readonly wanted = new Map<string, Wanted>();
  readonly deleted = new Set<string>();
  /** When each entry was edited, by half minutes. */
  readonly edits = new Map<string, Set<number>>();
  #titles = 0;

  async begin({ liveSource }: History): Promise<void> {
    if (liveSource !== "ingest") await this.station.set({ LIVE_SOURCE: liveSource });
    await this.station.contentful.publish("hall", "studio", {
      name: "Hall",
      zoomHostUser: "hall@station.test",
    });
    await this.station.contentful.publish("ana", "person", { name: "Ana Lima", slug: "ana", email: ANA });
    await this.station.calm();
  }

  async act(act: Act): Promise<void> {
    const { station } = this;
    station.later(BETWEEN_ACTS_MS);
    switch (act.do) {
      case "publish":
        return this.#publish(act);
      case "withdraw":
        return this.#withdraw(`ev${act.entry}`, act.how);
      case "duplicate":
        return this.#duplicate(`ev${act.entry}`);
      case "webhooks":
        if (act.what === "mixed") station.mixHooks();
        else station.contentful.faults.webhooks.lost = true;
        return undefined;
      case "fault":
        station[act.of].failNext(...act.calls);
        return undefined;
      case "meet": {
        const id = station.contentful.value(`ev${act.entry}`, "zoomMeetingId");
        if (typeof id === "string" && station.zoom.meetings.some((meeting) => meeting.id === id))
          station.zoom.enter(id);
        return undefined;
      }
      case "restart":
        return station.startAnew();
      case "pass":
      default:
        await station.pass(act.seconds * 1000);
        station.contentful.faults.webhooks.lost = false;
        return undefined;
    }
  }

  async #publish({ entry, startHour, studio, from }: Extract<Act, { do: "publish" }>): Promise<void> {
    const id = `ev${entry}`;
    if (this.deleted.has(id)) return;
    const { station } = this;
    this.#titles += 1;
    const title = `Title ${this.#titles} of ${id}`;
    const inSeconds = startHour * 3600 + entry * 60;
    const hasMeeting = from === "meeting";
    const over = {
      title,
      slug: id,
      presenters: [link("ana")],
      ...(hasMeeting && studio ? { studio: link("hall") } : {}),
      ...(hasMeeting ? {} : { source: "https://source.example/live.m3u8" }),
    };
    const startSecond = station.nowSecond + inSeconds;
    await station.contentful.publish(id, "event", station.live(inSeconds, over));
    this.wanted.set(id, { title, startSecond, hasMeeting });
    const halfMinute = Math.floor((station.nowSecond * 1000) / EDITS_ARE_GATHERED_MS);
    this.edits.set(id, (this.edits.get(id) ?? new Set()).add(halfMinute));
  }

  async #withdraw(id: string, how: "unpublish" | "archive" | "delete"): Promise<void> {
    if (!this.wanted.has(id)) return;
    await this.station.contentful.change(id, "unpublish");
    if (how !== "unpublish") await this.station.contentful.change(id, how);
    if (how === "delete") this.deleted.add(id);
    this.wanted.delete(id);
  }

  async #duplicate(id: string): Promise<void> {
    const { contentful } = this.station;
    const copy = `${id}-copy-${this.#titles}`;
    if (contentful.entries[id] !== undefined && contentful.entries[copy] === undefined)
      await contentful.duplicate(id, copy);
  }

  async comeToRest(): Promise<void> {
    const { station } = this;
    station.contentful.faults.webhooks.lost = false;
    for (const { faults } of [station.contentful, station.zoom, station.stream]) faults.nextCalls = [];
    for (const { id } of station.zoom.meetings) station.zoom.leave(id);
    for (const ms of UNTIL_AT_REST_MS) await station.pass(ms);
  }
}

/** Lives through a history and, once all has come to rest, checks that everybody agrees. */
export async function liveThrough(history: History): Promise<void> {
  const lived = new Lived();
  try {
    await lived.begin(history);
    for (const act of history.acts) await lived.act(act);
    await lived.comeToRest();
    await expectAgreement(lived, history);
  } finally {
    await lived.station.end();
  }
}

async function passcodeOf(entry: string): Promise<string> {
  const { PUBLIC_URL: station, CONTENTFUL_SPACE: space, CONTENTFUL_ENVIRONMENT: environment } = env;
  return markedPasscode(env.STREAM_KEY_SECRET, { station, space, environment, entry });
}

async function expectAgreement({ station, wanted, edits }: Lived, { liveSource }: History): Promise<void> {
  const { contentful, zoom, stream } = station;
  const shows = [...wanted].filter(([, { hasMeeting }]) => hasMeeting);
  const expected = await Promise.all(
    shows.map(async ([id, { title, startSecond }]) => ({
      passcode: await passcodeOf(id),
      topic: title,
      start: startSecond,
    })),
  );
  const made = zoom.meetings.map(({ password: passcode, topic, startTime }) => ({
    passcode,
    topic,
    start: Date.parse(startTime) / 1000,
  }));
  const byPasscode = (a: { passcode: string }, b: { passcode: string }): number =>
    a.passcode.localeCompare(b.passcode);
  expect(made.toSorted(byPasscode), "Zoom's meetings").toEqual(expected.toSorted(byPasscode));

  const inputs = (await stream.liveInputs()).map(({ meta }) => meta["entry"]);
  const withInput = liveSource === "ingest" ? [] : shows.map(([id]) => id);
  expect(new Set(inputs), "live inputs").toEqual(new Set(withInput));
  expect(inputs, "live inputs").toHaveLength(withInput.length);

  const from = station.nowSecond;
  const guide = Guide.parse(
    (await station.get(`${routes.guide("main")}?from=${from}&to=${from + 3 * 86_400}`)).body,
  );
  const listed = Object.fromEntries(
    guide.entries.map(({ airing, title, start }) => [airing, { title, start }]),
  );
  const rundown = await station.rundownInForce();
  const feed = await station.get(routes.epg("main", "xml"));
  expect(Object.keys(listed).toSorted(), "the guide's airings").toEqual([...wanted.keys()].toSorted());
  for (const [id, { title, startSecond, hasMeeting }] of wanted) {
    // Of airings that overlap the guide tells where each really airs.
    expect(listed[id]?.title, `the guide of ${id}`).toBe(title);
    expect(listed[id]?.start, `the guide of ${id}`).toBeGreaterThanOrEqual(startSecond);
    expect(feed.text, "the feed").toContain(title);
    if (rundown !== undefined && rundown.items.some(({ airing }) => airing === id))
      expect(rundown.items.find(({ airing }) => airing === id)?.title, `the rundown of ${id}`).toBe(title);
    const joinUrl = zoom.meetings.find(({ topic }) => topic === title);
    const says = contentful.value(id, "joinUrl");
    expect(says, `the link in ${id}`).toBe(
      hasMeeting && joinUrl !== undefined ? zoom.addressesOf(joinUrl).join_url : undefined,
    );
  }
  const mails = await station.mail.mails();
  for (const entry of new Set([...edits.keys(), ...wanted.keys()])) {
    const last = mails.filter(({ calendar }) => calendar?.text.includes(`UID:${entry}.`)).at(-1);
    const show = wanted.get(entry);
    if (show?.hasMeeting === true) expect(last?.subject, `the mail of ${entry}`).toContain(show.title);
    else if (last !== undefined)
      expect(last.calendar?.text, `the mail of ${entry}`).toContain("METHOD:CANCEL");
  }
  for (const id of Object.keys(contentful.entries))
    if (!wanted.has(id)) expect(contentful.value(id, "joinUrl"), `the link in ${id}`).toBeUndefined();

  for (const meeting of zoom.meetings) {
    const [id = ""] = shows.find(([, { title }]) => title === meeting.topic) ?? [];
    const writes = zoom.requests.matching(
      new RegExp(`^PATCH /v2/meetings/${meeting.id}(/livestream)?$`),
      204,
    );
    expect(writes.length, `writes to the meeting of ${id}`).toBeLessThanOrEqual(
      4 + (edits.get(id)?.size ?? 0),
    );
  }
}
