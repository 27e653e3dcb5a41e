import { HeardError } from "@nonstop/contract/error-body";
import { routes } from "@nonstop/contract/routes";
import { type Deed, DeedAnswer, SidebarState } from "@nonstop/contract/sidebar";
import { clock } from "@nonstop/door/clock";
import { signContentful } from "@nonstop/sandbox/contentful-signature";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "../schedule/station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const EDITOR = "editor";
const OURS = {
  "x-contentful-space-id": env.CONTENTFUL_SPACE,
  "x-contentful-environment-id": env.CONTENTFUL_ENVIRONMENT,
  "x-contentful-user-id": EDITOR,
};
type Asked = { method: "GET" | "POST"; path: string; body?: string };
type Signed = {
  secret?: string;
  /** Headers that Contentful adds and signs. */
  context?: Record<string, string>;
  atMs?: number;
  /** Headers that are not signed, or others than were. */
  over?: Record<string, string>;
};

/** A request as the page sends it, with the headers that Contentful has signed. */
function signed({ method, path, body }: Asked, o: Signed = {}): Request {
  const { secret = env.CONTENTFUL_APP_SECRET, context = OURS, atMs = clock.nowMs(), over = {} } = o;
  const signature = signContentful({
    secret,
    method,
    url: path,
    headers: context,
    body: body ?? "",
    nowMs: atMs,
  });
  const headers = { ...context, ...signature, ...over };
  return new Request(`https://station.test${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
}
const look = (entry: string): Asked => ({ method: "GET", path: routes.sidebarEvent(entry) });
const deedOf = (entry: string, deed: object): Asked => ({
  method: "POST",
  path: routes.sidebarDeeds(entry),
  body: JSON.stringify({ id: crypto.randomUUID(), what: deed }),
});
const statusOf = async (request: Request): Promise<number> => {
  const answer = await exports.default.fetch(request);
  await answer.body?.cancel();
  return answer.status;
};
async function refusedAs(request: Request): Promise<string> {
  return HeardError.parse(await (await exports.default.fetch(request)).json()).error.code;
}
async function state(entry: string): Promise<SidebarState> {
  const answer = await exports.default.fetch(signed(look(entry)));
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  return SidebarState.parse(await answer.json());
}
async function done(entry: string, deed: Deed): Promise<{ status: number; body: unknown }> {
  const answer = await exports.default.fetch(signed(deedOf(entry, deed)));
  return { status: answer.status, body: await answer.json() };
}

describe("beside an entry", () => {
  it("stands what the station knows of it, and nothing of what nobody has published", async () => {
    expect(await state("ev1")).toMatchObject({ forGuests: {}, deeds: [] });
    await station.publish("ev1", station.live(3_600));
    await station.calm();
    const { event, forGuests, deeds, nowMs } = await state("ev1");
    expect(nowMs).toBe(clock.nowMs());
    expect(event).toMatchObject({ entry: "ev1", state: "ready", title: "Morning show", warnings: [] });
    expect(forGuests).toEqual({
      joinUrl: station.contentful.value("ev1", "joinUrl"),
      passcode: station.zoom.only.password,
      invitation: station.contentful.value("ev1", "invitation"),
    });
    expect(deeds).toEqual(["open-rehearsal", "show-host-key", "new-guest-links"]);
    await station.publish("ev1", station.live(-7_200));
    await station.calm();
    expect((await state("ev1")).event).toMatchObject({ state: "failed", problem: { code: "field-wrong" } });
  });

  it("stands no link of what was withdrawn, and nothing can be done with it", async () => {
    await station.publish("ev1", station.live(3_600));
    await station.calm();
    await station.unpublish("ev1");
    await station.calm();
    expect(await state("ev1")).toMatchObject({ event: { state: "cancelled" }, forGuests: {}, deeds: [] });
  });

  it("its room is opened for a rehearsal and closed, and its layout changed while it is live", async () => {
    await station.publish("ev1", station.live(3_600));
    await station.calm();
    expect(await done("ev1", { deed: "open-rehearsal" })).toMatchObject({
      status: 200,
      body: { says: expect.stringContaining("20 minutes") },
    });
    expect(await state("ev1")).toMatchObject({ event: { rehearsal: {} } });
    expect(await done("ev1", { deed: "change-layout", layout: "gallery" })).toMatchObject({
      status: 409,
      body: { error: { code: "not-live" } },
    });
    station.zoom.enter();
    await station.calm();
    expect((await state("ev1")).deeds).toEqual([
      "end-rehearsal",
      "change-layout",
      "show-host-key",
      "new-guest-links",
    ]);
    expect((await done("ev1", { deed: "change-layout", layout: "gallery" })).status).toBe(200);
    expect(station.zoom.livestreamSettings()).toMatchObject({ layout: "gallery_view" });
    expect((await done("ev1", { deed: "end-rehearsal" })).status).toBe(200);
    await station.calm();
    expect((await state("ev1")).deeds).toEqual(["open-rehearsal", "show-host-key", "new-guest-links"]);
    for (const deed of ["open-rehearsal", "new-guest-links"] as const)
      expect(await done("ev9", { deed })).toMatchObject({ status: 404 });
    expect(await done("ev1", { deed: "new-input-key" })).toMatchObject({
      status: 409,
      body: { error: { code: "no-input" } },
    });
  });

  it("its guests stand with their links, which are made anew, and how the station sees them", async () => {
    await station.publish("ana", { name: "Ana" }, "person");
    await station.publish("ev1", station.live(300, { presenters: [link("ana")] }));
    await station.calm();
    const { guests, seen, isOnAir } = await state("ev1");
    expect(guests[0]).toMatchObject({ person: "ana", name: "Ana", link: expect.stringContaining("/guest/") });
    // No playout tells of its room yet.
    expect(seen).toMatchObject({ state: "nobody" });
    expect(isOnAir).toBe(false);
    station.zoom.enter();
    await station.calm();
    expect((await state("ev1")).seen).toMatchObject({ state: "coming" });
    expect((await done("ev1", { deed: "new-guest-links" })).status).toBe(200);
    await station.calm();
    const [renewed] = (await state("ev1")).guests;
    expect(renewed?.link).not.toBe(guests[0]?.link);
  });

  it("invitations that were mailed go once more, and no guest is told twice by two presses", async () => {
    for (const name of ["ana", "bob"])
      await station.publish(name, { name, email: `${name}@guests.test` }, "person");
    await station.publish("ev1", station.live(86_400, { presenters: [link("ana"), link("bob")] }));
    await station.calm();
    expect(await station.mail.mails()).toHaveLength(2);
    expect((await state("ev1")).deeds).toContain("send-invites");
    expect(await done("ev1", { deed: "send-invites" })).toEqual({
      status: 200,
      body: { says: "Invitations go once more, to 2 guests." },
    });
    await done("ev1", { deed: "send-invites" });
    await station.calm();
    const mails = await station.mail.mails();
    expect(mails.flatMap(({ to }) => to).toSorted()).toEqual([
      "ana@guests.test",
      "ana@guests.test",
      "bob@guests.test",
      "bob@guests.test",
    ]);
    await station.pass(3_600_000);
    expect(await station.mail.mails()).toHaveLength(4);
    await station.unpublish("ev1");
    await station.calm();
    expect((await state("ev1")).deeds).toEqual([]);
  });

  it("the host key is for those who stand under its producers, known by whom Contentful signed for", async () => {
    await station.publish("ev1", station.live(3_600, { producers: ["lin@station.test"] }));
    await station.calm();
    expect(await done("ev1", { deed: "show-host-key" })).toMatchObject({
      status: 403,
      body: { error: { code: "not-producer", cure: expect.stringContaining("producers") } },
    });
    await station.publish("ev1", station.live(3_600, { producers: ["Editor@example.com"] }));
    await station.calm();
    const { status, body } = await done("ev1", { deed: "show-host-key" });
    expect(status).toBe(200);
    const { hostKey } = DeedAnswer.parse(body);
    expect(hostKey).toMatch(/^\d{6}$/);
    expect(station.logged.join("\n")).not.toContain(hostKey);
    // Nobody else's word counts for who asks.
    const other = signed(deedOf("ev1", { deed: "show-host-key" }), {
      context: { ...OURS, "x-contentful-user-id": "token-user" },
      over: { "x-contentful-user-id": EDITOR },
    });
    expect(await statusOf(other)).toBe(401);
  });
});

describe("who is let in", () => {
  it("is whom Contentful signed for, with our secret, a moment ago", async () => {
    const foreign = { secret: "0".repeat(64) };
    expect(await statusOf(signed(look("ev1")))).toBe(200);
    expect(await statusOf(signed(look("ev1"), foreign))).toBe(401);
    expect(await statusOf(new Request(`https://station.test${routes.sidebarEvent("ev1")}`))).toBe(401);
    for (const byMs of [-61_000, 61_000])
      expect(await statusOf(signed(look("ev1"), { atMs: clock.nowMs() + byMs }))).toBe(401);
    // The producers' token is none here, and Contentful's signature is none at the producers' doors.
    const bearer = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
    expect((await station.get(routes.sidebarEvent("ev1"), bearer)).status).toBe(401);
    expect(await statusOf(signed({ method: "GET", path: routes.events }))).toBe(401);
  });

  it("is nobody of another space or environment, nor with headers that were not signed", async () => {
    station.contentful.alias("production");
    const elsewhere = { context: { ...OURS, "x-contentful-space-id": "elsewhere" } };
    expect(await statusOf(signed(look("ev1"), elsewhere))).toBe(403);
    expect(
      await statusOf(signed(look("ev1"), { context: { ...OURS, "x-contentful-environment-id": "staging" } })),
    ).toBe(403);
    expect(
      await statusOf(
        signed(look("ev1"), { context: { ...OURS, "x-contentful-environment-id": "production" } }),
      ),
    ).toBe(200);
    expect(await statusOf(signed(look("ev1"), { context: {}, over: OURS }))).toBe(403);
  });

  it("is nobody whose own headers or body were signed with what reads as another user's", async () => {
    const mine = { ...OURS, "x-contentful-user-id": "token-user" };
    const linesOf = (context: Record<string, string>, names: readonly string[]): string =>
      Object.entries({
        ...context,
        "x-contentful-signed-headers": names.join(","),
        "x-contentful-timestamp": String(clock.nowMs()),
      })
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map((line) => line.join(":"))
        .join(";");
    const names = [...Object.keys(OURS), "x-contentful-signed-headers", "x-contentful-timestamp"].toSorted();
    // The first header that was signed ends where the other user's begin; a last one, or the body, takes in what is left.
    const withLast = ["a", ...names, "z"];
    const signature = (asked: Asked, a: string): string =>
      signed(asked, { context: { ...mine, a } }).headers.get("x-contentful-signature") ?? "";
    const asked = look("ev1");
    const rest = linesOf(mine, ["a", ...names]);
    const forged = {
      ...OURS,
      a: "1",
      "x-contentful-timestamp": String(clock.nowMs()),
      "x-contentful-signed-headers": withLast.join(","),
      "x-contentful-signature": signature(asked, `1;${linesOf(OURS, withLast)};z:`),
      z: `;${rest}`,
    };
    expect(await refusedAs(signed(asked, { context: {}, over: forged }))).toBe("foreign-space");

    const post = { ...deedOf("ev1", { deed: "show-host-key" }), body: '"}' };
    const before = '{"id":"a-deed","what":{"deed":"show-host-key"},"rest":"';
    const bodied = {
      ...OURS,
      "x-contentful-timestamp": String(clock.nowMs()),
      "x-contentful-signed-headers": ["a", ...names].join(","),
    };
    const signedPost = signed(post, {
      context: { ...mine, a: `1;${linesOf(OURS, ["a", ...names])}\n${before}` },
      over: { a: "1" },
    });
    const body = `${before};${rest}\n"}`;
    const headers = { ...Object.fromEntries(signedPost.headers), ...bodied, a: "1" };
    const request = new Request(signedPost.url, { method: "POST", headers, body });
    expect(await refusedAs(request)).toBe("foreign-space");
  });

  it("asks for just what was signed, and does it once", async () => {
    await station.publish("ev1", station.live(3_600));
    await station.publish("ev2", station.live(7_200, { slug: "other" }));
    await station.calm();
    const asked = deedOf("ev1", { deed: "open-rehearsal" });
    const request = signed(asked);
    const elsewhere = new Request(`https://station.test${routes.sidebarDeeds("ev2")}`, request.clone());
    expect(await statusOf(elsewhere)).toBe(401);
    const other = {
      method: "POST",
      headers: request.headers,
      body: JSON.stringify({ id: "other", what: { deed: "end-rehearsal" } }),
    };
    expect(await statusOf(new Request(request.url, other))).toBe(401);
    expect(await statusOf(request.clone())).toBe(200);
    expect(await statusOf(request.clone())).toBe(409);
    expect(await statusOf(signed(deedOf("ev1", { deed: "sing" })))).toBe(400);
  });
});
