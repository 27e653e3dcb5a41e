import { GuestState } from "@nonstop/contract/guest";
import { routes } from "@nonstop/contract/routes";
import { forgetSharedReads } from "@nonstop/door/shared-reads";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { signGuestToken } from "../../src/guests/guest-token.ts";
import { AS_PRODUCER, door, refusalOf, SITE, stateOf, tokenOf } from "./guest-doors.ts";
import { link, Station } from "./station.ts";

const HOUR = 3600;
/** Guests may come in 20 minutes before the start: ten before the pre-roll. */
const EARLY = 1200;

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

/** A show in an hour with two guests, at rest. */
async function planShow(inSeconds = HOUR, over = {}): Promise<void> {
  await station.publish("ada", { name: "Ada" }, "person");
  await station.publish("grace", { name: "Grace", role: "Author" }, "person");
  await station.publish(
    "ev1",
    station.live(inSeconds, { presenters: [link("ada"), link("grace")], ...over }),
  );
  await station.calm();
}

describe("a guest's page", () => {
  it("shows the show, the others and when to come, and lets nobody in before", async () => {
    await planShow();
    const token = await tokenOf("ev1", "ada");
    const start = station.nowSecond + HOUR;
    expect(await stateOf(token)).toMatchObject({
      name: "Ada",
      phase: "early",
      show: { title: "Morning show", start, end: start + HOUR, others: [{ name: "Grace", role: "Author" }] },
      stationTimezone: "Europe/Berlin",
      opens: start - EARLY,
      hasMeeting: true,
      letsIn: false,
    });
    const early = await door("GET", routes.guestJoin(token));
    expect(early.status).toBe(302);
    expect(early.headers.get("location")).toBe(routes.guestPage(token));
    await station.pass((HOUR - EARLY) * 1000);
    expect(await stateOf(token)).toMatchObject({ phase: "open", letsIn: true, seen: { state: "nobody" } });
  });

  it("leads into the meeting when it is time, by a door that nobody stores and that tells no other site where it is", async () => {
    await planShow(EARLY);
    const joined = await door("GET", routes.guestJoin(await tokenOf("ev1", "ada")));
    expect(joined.status).toBe(302);
    expect(joined.headers.get("location")).toBe(station.zoom.addressesOf(station.zoom.only).join_url);
    expect(joined.headers.get("cache-control")).toBe("private, no-store");
    expect(joined.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("holds no secret but its own address: no link, passcode or key in the page, its answers and the logs", async () => {
    await planShow(EARLY);
    const token = await tokenOf("ev1", "ada");
    await door("GET", routes.guestJoin(token));
    const page = await (await door("GET", routes.guestPage(token))).text();
    const state = JSON.stringify(await stateOf(token));
    const meeting = station.zoom.only;
    const secrets = [station.zoom.addressesOf(meeting).join_url, meeting.password, "guest-link-secret"];
    for (const text of [page, state, station.logged.join("\n")])
      for (const secret of secrets) expect(text).not.toContain(secret);
    expect(station.logged.join("\n")).not.toContain(token);
  });

  it("is never stored, listed, framed or told to other sites", async () => {
    await planShow();
    for (const token of [await tokenOf("ev1", "ada"), "wrong"]) {
      const { headers } = await door("GET", routes.guestPage(token));
      expect(headers.get("cache-control")).toBe("private, no-store");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-robots-tag")).toContain("noindex");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe-inline");
    }
  });

  it("says how the station sees and hears the guest", async () => {
    await planShow(EARLY);
    const token = await tokenOf("ev1", "ada");
    station.zoom.enter();
    await station.calm();
    expect((await stateOf(token)).seen).toMatchObject({ state: "coming" });
    const newestSecond = station.nowSecond - 1;
    const status = { room: "e-ev1", state: "live" as const, sinceMs: 0, newestSecond, offered: [] };
    station.ingest.rooms.set("e-ev1", { status: { ...status, peakDbfs: -12 }, readings: [] });
    expect((await stateOf(token)).seen).toEqual({
      state: "received",
      picture: "good",
      sound: "good",
      peakDbfs: -12,
    });
    const spans: [number, number][] = [[newestSecond - 5, newestSecond + 1]];
    const troubles = { black: spans, silent: spans };
    station.ingest.rooms.set("e-ev1", { status: { ...status, troubles }, readings: [] });
    expect((await stateOf(token)).seen).toMatchObject({ picture: "black", sound: "silent" });
    station.ingest.isDown = true;
    expect((await stateOf(token)).seen).toMatchObject({ state: "unknown" });
  });

  it("costs ingest one question, however many guests look at one moment", async () => {
    await planShow(EARLY);
    const token = await tokenOf("ev1", "ada");
    forgetSharedReads();
    const looks = Array.from({ length: 50 }, () =>
      exports.default.fetch(new Request(SITE + routes.guest(token))),
    );
    const statuses = (await Promise.all(looks)).map(({ status }) => status);
    expect(statuses).toEqual(Array.from({ length: 50 }, () => 200));
    expect(station.ingest.readingsAsked).toBe(1);
  });

  it("follows the state as server-sent events", async () => {
    await planShow();
    const answer = await door("GET", routes.guestEvents(await tokenOf("ev1", "ada")));
    expect(answer.headers.get("content-type")).toBe("text/event-stream");
    const reader = answer.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    const [event, data] = new TextDecoder().decode(value).split("\n");
    expect(event).toBe("event: state");
    expect(GuestState.parse(JSON.parse(data?.replace("data: ", "") ?? ""))).toMatchObject({ name: "Ada" });
    await reader?.cancel();
  });

  it("says that a cancelled show does not air, and that a moved one has another time", async () => {
    await planShow();
    const token = await tokenOf("ev1", "ada");
    expect(await stateOf(token)).not.toHaveProperty("hasMoved");
    await station.publish("ev1", station.live(2 * 86_400, { presenters: [link("ada")] }));
    await station.calm();
    const moved = await stateOf(token);
    expect(moved).toMatchObject({
      phase: "early",
      hasMoved: true,
      show: { start: station.nowSecond + 2 * 86_400 },
    });
    // The link ends with the show that it was sent for, wherever that has gone.
    await station.pass(86_400_000);
    expect((await stateOf(token)).phase).toBe("early");
    await station.unpublish("ev1");
    await station.calm();
    expect(await stateOf(token)).toMatchObject({ phase: "cancelled", letsIn: false });
    expect((await door("GET", routes.guestJoin(token))).headers.get("location")).toBe(
      routes.guestPage(token),
    );
  });

  it("stays good when the show moves to another studio", async () => {
    await planShow(EARLY);
    const token = await tokenOf("ev1", "ada");
    await station.publish("big", { name: "Big", zoomHostUser: "big@station.test" }, "studio");
    await station.publish("ev1", station.live(EARLY, { presenters: [link("ada")], studio: link("big") }));
    await station.calm();
    const joined = await door("GET", routes.guestJoin(token));
    const now = station.zoom.meetings.map((meeting) => station.zoom.addressesOf(meeting).join_url);
    expect(now).toContain(joined.headers.get("location"));
  });

  it("thanks when the show is over, and says when it airs again", async () => {
    await planShow(EARLY);
    const token = await tokenOf("ev1", "ada");
    await station.publish("again", station.live(86_400, { slug: "again" }));
    await station.calm();
    await station.pass((EARLY + HOUR + 1) * 1000);
    const start = station.nowSecond + 86_400 - EARLY - HOUR - 1;
    expect(await stateOf(token)).toMatchObject({ phase: "over", again: [{ start, end: start + HOUR }] });
  });
});

describe("a link that is not good", () => {
  it("has expired some hours after its show, and says which it was for", async () => {
    await planShow(EARLY);
    const token = await tokenOf("ev1", "ada");
    await station.pass((EARLY + HOUR + 1800 + 43_200 - 5) * 1000);
    expect((await door("GET", routes.guest(token))).status).toBe(200);
    await station.pass(5_000);
    const refused = await refusalOf(await door("GET", routes.guest(token)));
    expect(refused).toMatchObject({ status: 410, code: "guest-link-expired" });
    expect(refused.message).toContain("Morning show");
    expect((await door("GET", routes.guestPage(token))).status).toBe(410);
    expect((await door("GET", routes.guestEvents(token))).status).toBe(410);
  });

  it("is revoked with all others of its event, and new ones are good", async () => {
    await planShow(EARLY);
    const before = await tokenOf("ev1", "ada");
    const answer = await door("POST", routes.guestLinksRevoked("ev1"), { headers: AS_PRODUCER });
    expect(answer.status).toBe(200);
    const refused = await refusalOf(await door("GET", routes.guest(before)));
    expect(refused).toMatchObject({ status: 410, code: "guest-link-revoked" });
    const door2 = await door("GET", routes.guestJoin(before));
    expect(door2.headers.get("location")).toBe(routes.guestPage(before));
    // Another revision of the event does not bring old links back.
    await station.publish("ev1", station.live(EARLY, { title: "Evening show", presenters: [link("ada")] }));
    await station.calm();
    expect((await door("GET", routes.guest(before))).status).toBe(410);
    const after = await tokenOf("ev1", "ada");
    expect(after).not.toBe(before);
    expect((await stateOf(after)).show.title).toBe("Evening show");
  });

  it("of somebody who is no longer in the show opens nothing", async () => {
    await planShow(EARLY);
    const token = await tokenOf("ev1", "grace");
    await station.publish("ev1", station.live(EARLY, { presenters: [link("ada")] }));
    await station.calm();
    expect((await door("GET", routes.guest(token))).status).toBe(410);
  });

  it("is refused when nobody of ours signed it, and guessing is bounded", async () => {
    await planShow();
    const claims = { entry: "ev1", generation: 0, expiresAt: station.nowSecond + 86_400 };
    const forged = await signGuestToken("another secret", claims);
    for (const token of [forged, "wrong", `${await tokenOf("ev1", "ada")}0`]) {
      const refused = await refusalOf(await door("GET", routes.guest(token)));
      expect(refused).toMatchObject({ status: 404, code: "wrong-guest-link" });
      expect((await door("GET", routes.guestPage(token))).status).toBe(404);
      expect((await door("GET", routes.guestJoin(token))).status).toBe(404);
    }
    vi.spyOn(env.SIGN_INS, "limit").mockResolvedValue({ success: false });
    const headers = { "cf-connecting-ip": "192.0.2.7" };
    expect((await door("GET", routes.guest(forged), { headers })).status).toBe(429);
    expect((await door("GET", routes.guestPage(forged), { headers })).status).toBe(429);
    const token = await tokenOf("ev1", "ada");
    expect((await door("GET", routes.guest(token), { headers })).status).toBe(200);
    // Who has a good link may not ask without end either.
    vi.spyOn(env.PUBLIC_READS, "limit").mockResolvedValue({ success: false });
    const doors = [routes.guest, routes.guestEvents, routes.guestPage, routes.guestJoin];
    for (const path of doors.map((of) => of(token)))
      expect((await door("GET", path, { headers })).status).toBe(429);
  });
});

describe("a producer's note", () => {
  it("is read by all guests of the event at once, and outlasts its revisions", async () => {
    await planShow();
    const token = await tokenOf("ev1", "ada");
    const write = (note: string): Promise<Response> =>
      door("PUT", routes.guestNote("ev1"), {
        headers: { ...AS_PRODUCER, "content-type": "application/json" },
        body: JSON.stringify({ note }),
      });
    expect((await write("We start five minutes late.")).status).toBe(200);
    expect((await stateOf(token)).note).toBe("We start five minutes late.");
    await station.publish("ev1", station.live(HOUR, { title: "Renamed", presenters: [link("ada")] }));
    await station.calm();
    expect((await stateOf(token)).note).toBe("We start five minutes late.");
    await write("");
    expect(await stateOf(token)).not.toHaveProperty("note");
    // What is written in the entry afterwards is newer.
    const guestNote = "The make-up room is on the second floor.";
    await station.publish("ev1", station.live(HOUR, { presenters: [link("ada")], guestNote }));
    await station.calm();
    expect((await stateOf(token)).note).toBe(guestNote);
    await write("Third floor!");
    expect((await stateOf(token)).note).toBe("Third floor!");
    expect((await write("x".repeat(2001))).status).toBe(400);
  });
});
