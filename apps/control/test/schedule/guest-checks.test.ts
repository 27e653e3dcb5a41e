import { GuestState } from "@nonstop/contract/guest";
import type { RoomReading, RoomStatus } from "@nonstop/contract/room";
import { routes } from "@nonstop/contract/routes";
import { afterEach, beforeEach, expect, it } from "vitest";
import { AS_PRODUCER, door, guestsOf, refusalOf, stateOf, tokenOf } from "./guest-doors.ts";
import { link, Station } from "./station.ts";

const DAY = 86_400;

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

/** Why a check is refused. */
async function why(answer: Response): Promise<string> {
  const { status, message } = await refusalOf(answer);
  expect(status).toBe(409);
  return message;
}

async function planShow(entry: string, inSeconds: number, over = {}): Promise<void> {
  await station.publish("ada", { name: "Ada" }, "person");
  const fields = { slug: entry, presenters: [link("ada")], ...over };
  await station.publish(entry, station.live(inSeconds, fields));
  await station.calm();
}

/** Puts what ingest measures of a room in its place: a good guest for so many seconds up to now, but for what is changed. */
function received(
  room: string,
  seconds: number,
  over: (reading: RoomReading) => Partial<RoomReading> = () => ({}),
): void {
  const newestSecond = station.nowSecond - 1;
  const readings = Array.from({ length: seconds }, (_, index): RoomReading => {
    const reading = { second: newestSecond - seconds + 1 + index, peakDbfs: -9 };
    return { ...reading, ...over(reading) };
  });
  const status: RoomStatus = {
    room,
    state: "live",
    sinceMs: 0,
    newestSecond,
    offered: [],
    source: { width: 1280, height: 720, picturesPerSecond: 25 },
    peakDbfs: -9,
  };
  station.ingest.rooms.set(room, { status, readings });
  station.ingest.echoes.set(room, { measuredSeconds: 25 });
}

it("is the real way: the room opens, the meeting sends, and the verdict stands in the answer and for producers", async () => {
  await planShow("ev1", 3 * DAY);
  const token = await tokenOf("ev1", "ada");
  expect(await stateOf(token)).toMatchObject({ letsIn: false, phase: "early" });
  expect((await door("GET", routes.guestPreview(token))).status).toBe(404);
  const opened = GuestState.parse(await (await door("POST", routes.guestCheck(token))).json());
  expect(opened).toMatchObject({ letsIn: true, check: { phase: "waiting", neededSeconds: 60 } });
  // What is open is told to ingest, as of a rehearsal.
  const admitted = await door("GET", routes.admissions, {
    headers: { authorization: "Bearer ingest-token" },
  });
  expect(await admitted.text()).toContain("e-ev1");
  expect((await door("GET", routes.guestJoin(token))).headers.get("location")).toContain("http://zoom.test");
  station.zoom.enter();
  await station.calm();
  expect(station.zoom.isSending()).toBe(true);
  expect((await stateOf(token)).check).toMatchObject({ phase: "starting" });
  await station.pass(20_000);
  received("e-ev1", 15);
  expect((await stateOf(token)).check).toMatchObject({ phase: "measuring", measuredSeconds: 15 });
  const preview = await door("GET", routes.guestPreview(token));
  expect(await preview.text()).toBe("e-ev1/index.m3u8");
  for (let looks = 0; looks < 20; looks += 1) {
    await station.pass(3_000);
    received("e-ev1", 15 + 3 * (looks + 1));
  }
  await station.pass(3_000);
  const done = await stateOf(token);
  expect(done).not.toHaveProperty("check");
  expect(done.verdict).toMatchObject({ isReady: true });
  expect(done.verdict?.findings.map(({ is }) => is)).toEqual(["good", "good", "good", "good"]);
  expect(station.zoom.isSending()).toBe(false);
  expect((await door("GET", routes.guestPreview(token))).status).toBe(404);
  expect((await guestsOf("ev1")).guests[0]?.verdict).toMatchObject({ isReady: true });
  await station.calm();
  expect(station.contentful.value("ev1", "guestChecks")).toMatch(
    /^Ready: Ada, tested on .* The guest read: "The/,
  );
});

it.each([
  ["picture", (): Partial<RoomReading> => ({ troubles: ["black"] }), "black"],
  ["sound", (): Partial<RoomReading> => ({ troubles: ["silent"] }), "hears nothing"],
])("is red when something is wrong with the %s, and says what to do", async (what, over, words) => {
  await planShow("ev1", 3 * DAY);
  const token = await tokenOf("ev1", "ada");
  await door("POST", routes.guestCheck(token));
  station.zoom.enter();
  await station.pass(70_000);
  received("e-ev1", 65, over);
  await station.pass(3_000);
  const { verdict } = await stateOf(token);
  const finding = verdict?.findings.find((one) => one.what === what);
  expect(verdict?.isReady).toBe(false);
  expect(finding?.is).toBe("bad");
  expect(finding?.says).toContain(words);
  expect(finding?.cure?.length).toBeGreaterThan(10);
});

it("is red when the guest hears themselves", async () => {
  await planShow("ev1", 3 * DAY);
  const token = await tokenOf("ev1", "ada");
  await door("POST", routes.guestCheck(token));
  await station.pass(70_000);
  received("e-ev1", 65);
  const echo = { delaySeconds: 0.4, strength: 0.2 };
  station.ingest.echoes.set("e-ev1", { measuredSeconds: 25, echo });
  await station.pass(3_000);
  const { verdict } = await stateOf(token);
  expect(verdict?.isReady).toBe(false);
  expect(verdict?.findings.find(({ what }) => what === "echo")?.says).toContain("0.4 seconds");
});

it("ends after five minutes, with a verdict that nobody came", async () => {
  await planShow("ev1", 3 * DAY);
  const token = await tokenOf("ev1", "ada");
  await door("POST", routes.guestCheck(token));
  await station.pass(299_000);
  expect(await stateOf(token)).toMatchObject({ check: { phase: "waiting" } });
  await station.pass(4_000);
  const state = await stateOf(token);
  expect(state).not.toHaveProperty("check");
  expect(state.verdict).toMatchObject({ isReady: false });
  expect(state.letsIn).toBe(false);
});

it("goes on when the object is started anew, and when the event is published again", async () => {
  await planShow("ev1", 3 * DAY);
  const token = await tokenOf("ev1", "ada");
  await door("POST", routes.guestCheck(token));
  await station.startAnew();
  await planShow("ev1", 3 * DAY, { title: "Renamed" });
  expect(await stateOf(token)).toMatchObject({ check: { phase: "waiting" }, show: { title: "Renamed" } });
  await station.pass(70_000);
  received("e-ev1", 65);
  await station.pass(3_000);
  expect((await stateOf(token)).verdict).toMatchObject({ isReady: true });
});

it("ends when the guest says so, and nobody else's page shows it", async () => {
  await planShow("ev1", 3 * DAY);
  const token = await tokenOf("ev1", "ada");
  const other = await tokenOf("ev1");
  await door("POST", routes.guestCheck(token));
  expect(await stateOf(other)).not.toHaveProperty("check");
  expect((await door("GET", routes.guestPreview(other))).status).toBe(404);
  expect(await why(await door("POST", routes.guestCheck(other)))).toContain("Somebody tests");
  expect((await door("DELETE", routes.guestCheck(token))).status).toBe(200);
  const after = await stateOf(token);
  expect(after).not.toHaveProperty("check");
  expect(after).not.toHaveProperty("verdict");
  expect((await door("POST", routes.guestCheck(other))).status).toBe(200);
});

it("ends no rehearsal of a producer's, however little of that was left", async () => {
  await planShow("ev1", 3 * DAY);
  const token = await tokenOf("ev1", "ada");
  const headers = { ...AS_PRODUCER, "content-type": "application/json" };
  await door("PUT", routes.rehearsal("ev1"), { headers, body: JSON.stringify({ minutes: 2 }) });
  station.zoom.enter();
  await station.pass(30_000);
  expect((await door("POST", routes.guestCheck(token))).status).toBe(200);
  await station.calm();
  expect((await door("DELETE", routes.guestCheck(token))).status).toBe(200);
  await station.calm();
  expect(await station.status("ev1")).toHaveProperty("rehearsal");
  expect(station.zoom.isSending()).toBe(true);
  await station.pass(300_000);
  expect(station.zoom.isSending()).toBe(false);
});

it("costs the vendor little, however often it is begun and ended", async () => {
  await planShow("ev1", 3 * DAY);
  const token = await tokenOf("ev1", "ada");
  station.zoom.enter();
  await station.calm();
  const asked = (): number => station.zoom.requests.lines.length;
  const press = async (method: string): Promise<number> => {
    const { status } = await door(method, routes.guestCheck(token));
    await station.calm();
    return status;
  };
  for (let tries = 0; tries < 5; tries += 1)
    expect([await press("POST"), await press("DELETE")]).toEqual([200, 200]);
  const often = asked();
  expect((await stateOf(token)).noCheck).toContain("again and again");
  expect([await press("POST"), await press("DELETE")]).toEqual([409, 200]);
  expect(asked()).toBe(often);
  await station.pass(600_000);
  expect(await press("POST")).toBe(200);
});

it("disturbs no show: it is refused while the studio is needed or in use, and a show that comes ends it", async () => {
  await planShow("ev1", 3 * DAY);
  const token = await tokenOf("ev1", "ada");
  // From a quarter of an hour before the livestream of another show may be up.
  await planShow("ev2", 600 + 900 + 60);
  expect((await door("POST", routes.guestCheck(token))).status).toBe(200);
  await station.pass(63_000);
  expect(await stateOf(token)).not.toHaveProperty("check");
  expect((await stateOf(token)).noCheck).toContain("on air");
  expect(await why(await door("POST", routes.guestCheck(token)))).toContain("on air");
  await station.unpublish("ev2");
  await station.calm();
  expect((await door("POST", routes.guestCheck(token))).status).toBe(200);
});

it("is refused while somebody is in another meeting of the same studio", async () => {
  await planShow("ev2", 2 * DAY);
  station.zoom.enter();
  await planShow("ev1", 3 * DAY);
  expect(await why(await door("POST", routes.guestCheck(await tokenOf("ev1", "ada"))))).toContain("in use");
});

it("is refused when its own show is near: the page itself shows how the station receives the guest then", async () => {
  await planShow("ev1", 1500);
  const token = await tokenOf("ev1", "ada");
  expect(await why(await door("POST", routes.guestCheck(token)))).toContain("too near");
});

it("of an event without a meeting is refused", async () => {
  await station.publish("desk", { name: "Desk", slug: "desk" }, "encoder");
  await planShow("ev1", 3 * DAY, { encoder: link("desk") });
  expect(await why(await door("POST", routes.guestCheck(await tokenOf("ev1", "ada"))))).toContain(
    "no meeting",
  );
});
