import { decide } from "@nonstop/schedule/decide";
import { routes } from "@nonstop/contract/routes";
import { parseStreamKey } from "@nonstop/contract/stream-key";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { link, Station } from "./station.ts";

const MINUTE = 60;

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

/** The meeting of a show. */
function meetingOf(topic: string): {
  id: string;
  key: NonNullable<ReturnType<typeof parseStreamKey>>["claims"];
} {
  const meeting = station.zoom.meetings.find((each) => each.topic === topic)!;
  return { id: meeting.id, key: parseStreamKey(meeting.livestream!.stream_key)!.claims };
}

/** What would be on air in a second if both rooms had been up for an hour. */
async function onAirAt(second: number): Promise<unknown> {
  const rundown = await station.rundownInForce();
  const up = [[second - 3600, second + 60]] as const;
  const offers = new Map([
    ["e--a", up],
    ["e--b", up],
  ]);
  const known = {
    rundown,
    takes: [],
    offers,
    attended: new Set<string>(),
    troubles: new Map(),
    hasAssetSecond: () => false,
  };
  return decide(known, second).best.room;
}

async function take(room: string): Promise<number> {
  const answer = await exports.default.fetch(
    new Request(`https://station.test${routes.takes("main")}`, {
      method: "POST",
      headers: { authorization: `Bearer ${env.PRODUCER_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ id: crypto.randomUUID(), from: station.nowSecond, to: { kind: "live", room } }),
    }),
  );
  await answer.body?.cancel();
  return answer.status;
}

it("a guest who comes early to the next show of a studio neither goes on air nor takes the show before it off", async () => {
  await station.publish("studio", { name: "Studio", zoomHostUser: "studio@station.test" }, "studio");
  // At 9:45: A is at 10:00, B at 11:00, both in one studio.
  const nine45 = station.nowSecond;
  const [ten, eleven] = [nine45 + 15 * MINUTE, nine45 + 75 * MINUTE];
  const show = (title: string, inSeconds: number): object =>
    station.live(inSeconds, { title, slug: title.toLowerCase(), studio: link("studio") });
  await station.publish("A", { ...show("A", ten - nine45) });
  await station.publish("B", { ...show("B", eleven - nine45) });
  await station.calm();
  const [a, b] = [meetingOf("A"), meetingOf("B")];
  expect([a.key.room, b.key.room]).toEqual(["e--a", "e--b"]);
  expect([a.key.expiresAt, b.key.expiresAt].map((second) => second - eleven)).toEqual([
    expect.closeTo(1800, -2),
    expect.closeTo(3600 + 1800, -2),
  ]);

  // 10:00, A's guest is there and on air; 10:40, B's guest is there.
  await station.pass(15 * MINUTE * 1000);
  station.zoom.enter(a.id);
  await station.calm();
  expect(station.zoom.isSending(a.id)).toBe(true);
  await station.pass(40 * MINUTE * 1000);
  station.zoom.enter(b.id);
  await station.pass(MINUTE * 1000);
  expect(station.zoom.isSending(b.id)).toBe(false);
  expect(await take("e--b")).toBe(422);

  // 10:51: both are up, side by side, each in its own room. A is on air until 11:00, and B from then on.
  await station.pass(10 * MINUTE * 1000);
  expect([a.id, b.id].map((id) => station.zoom.isSending(id))).toEqual([true, true]);
  expect([meetingOf("A").key, meetingOf("B").key]).toEqual([a.key, b.key]);
  expect(await onAirAt(station.nowSecond)).toEqual({ kind: "live", room: "e--a" });
  expect(await onAirAt(eleven - 60)).toEqual({ kind: "live", room: "e--a" });
  expect(await onAirAt(eleven + 60)).toEqual({ kind: "live", room: "e--b" });
});
