import { ReadThroughFacts } from "@nonstop/contract/read-through";
import { routes } from "@nonstop/contract/routes";
import { goesWrong } from "@nonstop/schedule/read-through/finding";
import { readThrough } from "@nonstop/schedule/read-through/read-through";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

const OPERATOR = { authorization: "Bearer operator-token" };
const PRODUCER = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const EMAIL = "ana@guests.test";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const window = (hours: number): string => `${routes.readThrough}?from=${station.nowSecond}&hours=${hours}`;

async function facts(hours = 24, headers = PRODUCER): Promise<ReadThroughFacts> {
  const answer = await station.get(window(hours), headers);
  expect(answer.status, answer.text).toBe(200);
  return ReadThroughFacts.parse(answer.body);
}

/** A live show with a guest who has a mail address, in an hour. */
async function aShow(over: object = {}): Promise<void> {
  await station.publishUnheard("hall", { name: "Hall", zoomHostUser: "hall@station.test" }, "studio");
  await station.publishUnheard(
    "ana",
    { name: "Ana Lima", slug: "ana", email: EMAIL, timezone: "America/New_York" },
    "person",
  );
  const fields = { presenters: [link("ana")], studio: link("hall"), ...over };
  await station.publish("ev1", station.live(3600, fields));
  await station.calm();
}

describe("what a read-through is made from", () => {
  it("is for producers and for operators, and for nobody else", async () => {
    expect((await station.get(window(24))).status).toBe(401);
    expect((await station.get(window(24), { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await station.get(window(24), OPERATOR)).status).toBe(200);
    const read = await station.get(window(24), PRODUCER);
    expect([read.status, read.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  });

  it("says which word of the window is wrong", async () => {
    for (const query of [
      "from=1&hours=0",
      "from=1&hours=745",
      "from=x&hours=1",
      "hours=1",
      "from=9999999999&hours=1",
    ])
      expect((await station.get(`${routes.readThrough}?${query}`, PRODUCER)).status, query).toBe(400);
  });

  it("tells each guest's time by their own clock, the link's state and the mail, and no link and no address", async () => {
    await aShow();
    const { events, airings } = await facts();
    expect(airings.map(({ id }) => id)).toEqual(["ev1"]);
    const [guest] = events[0]?.guests ?? [];
    expect(guest).toMatchObject({
      name: "Ana Lima",
      timezone: "America/New_York",
      hasAddress: true,
      hasLink: true,
      mail: "sent",
    });
    expect(guest?.when).toMatch(/New York time$/);
    const { text } = await station.get(window(24), OPERATOR);
    const meeting = station.zoom.meetings[0];
    for (const secret of [EMAIL, "/guest/", meeting?.password ?? "no passcode", meeting?.id ?? "no meeting"])
      expect(text).not.toContain(secret);
  });

  it("says what an entry says of itself, in the same words", async () => {
    const [startsAt, endsAt] = [7200, 9000].map((s) =>
      new Date((station.nowSecond + s) * 1000).toISOString(),
    );
    await station.publishUnheard("rec", { title: "Lost film", asset: "lost-film" }, "recording");
    await station.publish("ev2", {
      ...station.live(7200, { title: "Lost film", slug: "lost-film", kind: "film", recording: link("rec") }),
      startsAt,
      endsAt,
    });
    await station.calm();
    const read = readThrough(await facts(), "Europe/Berlin");
    const status = await station.status("ev2");
    expect(read.findings.map(({ message }) => message)).toContain(status?.problem?.message);
    expect(goesWrong(read.findings)).toBe(true);
  });

  it("says of a film that it may not be shown in the station's country", async () => {
    await station.set({ STATION_TERRITORY: "DE" });
    await station.conformed("film", "A film");
    const json = { ...PRODUCER, "content-type": "application/json" };
    await station.send("PATCH", routes.piece("film"), JSON.stringify({ territories: ["PT"] }), json);
    await station.publishUnheard("rec", { title: "A film", asset: "film" }, "recording");
    const fields = { title: "Late film", slug: "late-film", kind: "film", recording: link("rec") };
    await station.publish("ev1", station.live(3600, fields));
    await station.calm();
    const { findings } = readThrough(await facts(), "Europe/Berlin");
    const told = findings.find(({ code }) => code === "recording-outside-rights");
    expect(told?.message).toContain("may not be shown in DE");
    expect(goesWrong(findings)).toBe(true);
  });

  it("has the episodes that are too far ahead to be made yet, and the collections", async () => {
    const first = new Date((station.nowSecond + 86_400) * 1000).toISOString().slice(0, 10);
    const show = { title: "Talks", slug: "talks", durationMinutes: 45, timezone: "UTC", rule: "FREQ=WEEKLY" };
    await station.publish("talks", { ...show, firstStartsAt: `${first}T18:00` }, "show");
    await station.publish("shorts", { title: "Shorts", order: "in-order" }, "collection");
    await station.pass(2000);
    const { airings, toCome, collections } = await facts(24 * 25);
    expect(airings.map(({ title, end, start }) => [title, end - start])).toEqual(
      airings.map(() => ["Talks", 2700]),
    );
    expect([airings.length, toCome.length]).toEqual([4, 2]);
    expect(collections).toEqual([{ entry: "shorts", title: "Shorts", pieces: 0 }]);
  });

  it("changes nothing: the step table and the rundown stay as they were", async () => {
    await aShow();
    const [before, calls] = [await station.rundownInForce(), station.zoom.requests.lines.length];
    await facts(168);
    await station.calm();
    expect([await station.rundownInForce(), station.zoom.requests.lines.length]).toEqual([before, calls]);
  });
});
