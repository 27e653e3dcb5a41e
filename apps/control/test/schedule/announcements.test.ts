import { Announcement, Subscribers } from "@nonstop/contract/announcement";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Station } from "./station.ts";

const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const SECRET = `whsec_${btoa("a key of thirty-two bytes or more")}`;
const desk = { name: "desk", url: "https://desk.test/hooks/t0ken", format: "signed", secret: SECRET };

let station: Station;
/** What the desk was sent, in order; `status` is what it answers. */
let sent: { id: string; news: Announcement }[];
let status: number;

beforeEach(() => {
  station = new Station();
  sent = [];
  status = 204;
  station.others.set("desk.test", async (request) => {
    const body = await request.text();
    const headers = Object.fromEntries(request.headers);
    // Signed by the specification's own library, of the header's time: `verify` would read the machine's clock.
    const signedAt = new Date(Number(headers["webhook-timestamp"]) * 1000);
    const signature = new Webhook(SECRET).sign(headers["webhook-id"] ?? "", signedAt, body);
    if (headers["webhook-signature"] !== signature) return new Response("forged", { status: 401 });
    sent.push({ id: headers["webhook-id"] ?? "", news: Announcement.parse(JSON.parse(body)) });
    return new Response(null, { status });
  });
});
afterEach(() => station.end());

async function subscribe(...subscribers: object[]): Promise<void> {
  await station.set({ SUBSCRIBERS: JSON.stringify(subscribers) });
  await station.calm();
  await station.pass(5_000);
  sent = [];
}

const types = (): string[] => sent.map(({ news }) => news.type);
const programme = (type: Announcement["type"]): Announcement | undefined =>
  sent.map(({ news }) => news).find((news) => news.type === type);

async function subscribers(): Promise<Subscribers> {
  return Subscribers.parse((await station.get(routes.subscribers, producers)).body);
}

it("an airing that is published, moved and withdrawn is announced with what it was before", async () => {
  await subscribe({ ...desk, topics: ["airing"] });
  await station.publish("ev1", station.live(7200));
  await station.pass(5_000);
  await station.publish("ev1", station.live(10_800, { title: "Later show" }));
  await station.pass(5_000);
  await station.unpublish("ev1");
  await station.pass(5_000);
  await station.pass(5_000);
  expect(types()).toEqual(["airing.added", "airing.changed", "airing.withdrawn"]);
  expect(programme("airing.changed")).toMatchObject({
    data: { title: "Later show", airing: "ev1", was: { title: "Morning show" } },
  });
  expect(JSON.stringify(sent)).not.toContain("zoom.test");
});

it("who subscribes later is not told of what was planned before", async () => {
  await station.publish("ev1", station.live(7200));
  await station.calm();
  await subscribe(desk);
  await station.pass(5_000);
  expect(types()).not.toContain("airing.added");
});

it("what is on air is announced once, and what is wrong when it stands", async () => {
  await station.set({ SUBSCRIBERS: JSON.stringify([desk]) });
  await station.calm();
  for (let n = 0; n < 4; n += 1) await station.pass(5_000);
  const news = sent.map((each) => each.news);
  expect(news.filter(({ type }) => type === "on-air.changed")).toHaveLength(1);
  const trouble = news.filter(({ type }) => type === "trouble.began");
  expect(trouble.map(({ data }) => data)).toContainEqual(expect.objectContaining({ code: "no-playout" }));
  expect(new Set(trouble.map(({ data }) => JSON.stringify(data))).size).toBe(trouble.length);
});

it("a guest who joins a meeting of ours is announced, once, and the host is not", async () => {
  await subscribe({ ...desk, topics: ["guest"] });
  await station.publish("ev1", station.live(7200));
  await station.calm();
  const meeting = station.zoom.meetings[0]?.id;
  const join = (participant: object): Promise<unknown> =>
    station.zoomHook("meeting.participant_joined", {
      object: { id: String(meeting), host_id: "host-1", participant },
    });
  await join({ user_name: "Grace", participant_user_id: "" });
  await join({ user_name: "Host", participant_user_id: "host-1" });
  await station.calm();
  expect(sent.map(({ news }) => news)).toMatchObject([
    { type: "guest.joined", data: { name: "Grace", airing: "ev1", title: "Morning show" } },
  ]);
});

it("what is not taken is sent again in order with the same id, also after a new start, and the control room is told", async () => {
  await subscribe({ ...desk, topics: ["airing"] });
  status = 503;
  await station.publish("ev1", station.live(7200));
  await station.pass(5_000);
  await station.startAnew();
  await station.publish("ev2", station.live(20_000, { title: "Second", slug: "second" }));
  for (let n = 0; n < 4; n += 1) await station.pass(60_000);
  expect(await subscribers()).toMatchObject({
    subscribers: [{ subscriber: "desk", waiting: 2, problem: "It answers 503." }],
  });
  const warned = await station.get(routes.events, producers);
  expect(warned.text).toContain("subscriber-unreached");
  expect(warned.text).not.toContain("t0ken");
  expect(station.logged.join("\n")).not.toContain("t0ken");
  const tries = sent.length;
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  status = 200;
  await station.pass(600_000);
  expect(sent.slice(tries).map(({ news }) => news)).toMatchObject([
    { data: { airing: "ev1" } },
    { data: { airing: "ev2" } },
  ]);
  expect((await station.get(routes.events, producers)).text).not.toContain("subscriber-unreached");
});

it("what is refused again and again does not hold up what is behind it", async () => {
  await subscribe({ ...desk, topics: ["airing"] });
  status = 400;
  await station.publish("ev1", station.live(7200));
  for (let n = 0; n < 6; n += 1) await station.pass(600_000);
  expect(sent).toHaveLength(5);
  expect((await subscribers()).subscribers[0]).toMatchObject({ waiting: 0, problem: "It answers 400." });
});

it("Slack is sent one line of its own shape", async () => {
  const texts: unknown[] = [];
  station.others.set("hooks.slack.com", async (request) => {
    texts.push(await request.json());
    expect(request.headers.has("webhook-signature")).toBe(false);
    return new Response("ok");
  });
  await subscribe({
    name: "chat",
    url: "https://hooks.slack.com/services/T/B/x",
    format: "slack",
    topics: ["airing"],
  });
  await station.publish("ev1", station.live(7200, { title: "Now <!channel>" }));
  await station.pass(5_000);
  expect(texts).toEqual([
    { text: expect.stringMatching(/^:calendar: New: \*<https:.*\|Now &lt;!channel&gt;>\*/) },
  ]);
});

it("a producer sends a test, and is told when there is no such subscriber", async () => {
  await subscribe({ ...desk, topics: [] });
  const test = (name: string): Promise<{ status: number }> =>
    station.post(routes.subscriberTest(name), new Uint8Array(), producers);
  expect((await test("nobody")).status).toBe(404);
  expect((await test("desk")).status).toBe(202);
  await station.calm();
  expect(types()).toEqual(["test"]);
  expect((await station.get(routes.subscribers)).status).toBe(401);
});
