import { EventsAnswer } from "@nonstop/contract/events";
import { routes } from "@nonstop/contract/routes";
import { clock } from "@nonstop/door/clock";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

const MINUTE_MS = 60_000;

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

/** A show that starts in `inSeconds`, with all that belongs to it. Returns the meeting's id. */
async function provisioned(inSeconds = -60): Promise<string> {
  await station.publish("ev1", station.live(inSeconds, { summary: "News and weather." }));
  await station.calm();
  return station.zoom.only.id;
}

const told = (event: string): Promise<unknown> =>
  station.zoomHook(event, { object: { id: station.zoom.only.id } });

async function warnings(): Promise<string> {
  const { body } = await station.get(routes.events, { authorization: `Bearer ${env.PRODUCER_TOKEN}` });
  return EventsAnswer.parse(body)
    .warnings.map(({ message }) => message)
    .join("\n");
}

describe("a show whose meeting begins", () => {
  it("has its livestream started, and started again when it stops", async () => {
    await provisioned();
    station.zoom.enter();
    await station.calm();
    expect(station.zoom.livestreamStarts).toBe(1);
    await told("meeting.live_streaming_started");
    await station.pass(MINUTE_MS);
    expect(station.zoom.livestreamStarts).toBe(1);
    await told("meeting.live_streaming_stopped");
    await station.calm();
    expect(station.zoom.livestreamStarts).toBe(2);
    station.zoom.leave();
    await station.pass(2 * MINUTE_MS);
    expect(station.zoom.livestreamStarts).toBe(2);
  });

  it("is asked again until Zoom has seen it start", async () => {
    await provisioned();
    await told("meeting.started");
    await station.calm();
    expect(station.zoom.livestreamStarts).toBe(0);
    station.zoom.losesWebhooks = true;
    station.zoom.enter();
    await station.pass(6_000);
    expect(station.zoom.livestreamStarts).toBe(1);
  });

  it("is asked for at most once a minute when the livestream falls over at once", async () => {
    await provisioned();
    station.zoom.enter();
    await station.calm();
    for (let i = 0; i < 10; i += 1) {
      await told("meeting.live_streaming_started");
      await station.pass(1_000);
      await told("meeting.live_streaming_stopped");
      await station.pass(29_000);
    }
    // Five minutes: at once, after half a minute, and then each minute.
    expect(station.zoom.livestreamStarts).toBeGreaterThanOrEqual(5);
    expect(station.zoom.livestreamStarts).toBeLessThanOrEqual(7);
  });

  it("is sent no longer than its window is open", async () => {
    await provisioned(-3500);
    station.zoom.enter();
    await station.calm();
    expect(station.zoom.isSending()).toBe(true);
    await station.pass(31 * MINUTE_MS + 100_000);
    expect(station.zoom.isSending()).toBe(false);
  });

  it("is sent no longer once its event is withdrawn", async () => {
    await provisioned();
    station.zoom.enter();
    await station.calm();
    expect(station.zoom.isSending()).toBe(true);
    await station.unpublish("ev1");
    await station.calm();
    expect(station.zoom.isSending()).toBe(false);
  });

  it("takes the same news once", async () => {
    const id = await provisioned();
    const atMs = clock.nowMs();
    expect((await station.zoomHook("meeting.started", { object: { id } }, { atMs })).status).toBe(200);
    expect((await station.zoomHook("meeting.started", { object: { id } }, { atMs })).body).toEqual({
      status: "duplicate",
    });
  });

  it("is started as the event and the station want it, and lets guests in without an account", async () => {
    await provisioned();
    station.zoom.enter();
    await station.calm();
    expect(station.zoom.only).toMatchObject({
      agenda: "News and weather.",
      settings: { meeting_authentication: false, auto_recording: "cloud" },
    });
    expect(station.zoom.livestreamSettings()).toEqual({
      layout: "speaker_view",
      close_caption: "embedded",
      active_speaker_name: false,
    });
  });

  it("is started in the layout that the event names, with the speaker's name if it is wanted", async () => {
    const look = { layout: "gallery", speakerName: "shown" };
    await station.publish("ev1", station.live(-60, look));
    await station.calm();
    station.zoom.enter();
    await station.calm();
    expect(station.zoom.livestreamSettings()).toEqual({
      layout: "gallery_view",
      close_caption: "embedded",
      active_speaker_name: true,
    });
  });
});

describe("going live hangs on nothing:", () => {
  const refused = [
    ["the write-back (403)", "contentful", { method: "PUT", path: "/entries/*", status: 403 }],
    ["the write-back (422)", "contentful", { method: "PUT", path: "/entries/*", status: 422 }],
    ["the invitation (403)", "zoom", { method: "GET", path: "/meetings/*/invitation", status: 403 }],
    ["the change of the meeting (400)", "zoom", { method: "PATCH", path: "/meetings/*", status: 400 }],
    ["the links (403)", "contentful", { method: "GET", path: "/entries", status: 403 }],
    ["the meeting's state (400)", "zoom", { method: "GET", path: "/meetings/*", status: 400 }],
  ] as const;
  it.each(refused)("not on %s", async (_what, vendor, refusal) => {
    await station.publishUnheard("ana", { name: "Ana" }, "person");
    station[vendor].faults.refusals = [refusal];
    await station.publish("ev1", station.live(900));
    await station.calm();
    await station.publish("ev1", station.live(900, { title: "Renamed", presenters: [link("ana")] }));
    await station.pass(5 * MINUTE_MS);
    expect(station.zoom.livestreamStarts).toBe(0);
    station.zoom.enter();
    await station.pass(1_000);
    expect(station.zoom.livestreamStarts).toBe(1);
    // Once it is cured, all comes to agree within the hour.
    station[vendor].faults.refusals = [];
    await station.pass(60 * MINUTE_MS);
    expect(await station.status("ev1")).toMatchObject({ state: "ready", title: "Renamed" });
    expect(station.zoom.only.topic).toBe("Renamed");
    expect(station.contentful.value("ev1", "joinUrl")).toContain(station.zoom.only.id);
    expect(station.contentful.value("ev1", "invitation")).toContain("Topic: Renamed");
  });

  it("not on a scope that the app lacks for the invitation; what the entry says names it", async () => {
    station.zoom.faults.missingScopes = ["meeting:read:invitation:admin"];
    await provisioned();
    expect(station.contentful.fieldsOf("ev1")).toMatchObject({
      joinUrl: expect.stringContaining(station.zoom.only.id) as string,
      provisionState: "failed",
      provisionError: expect.stringContaining("meeting:read:invitation:admin") as string,
    });
    station.zoom.enter();
    await station.calm();
    expect(station.zoom.livestreamStarts).toBe(1);
  });

  it("not on a presenter who is published anew while the delivery API lags", async () => {
    await station.publishUnheard("ana", { name: "Ana" }, "person");
    await station.publish("ev1", station.live(120, { presenters: [link("ana")] }));
    await station.pass(MINUTE_MS);
    station.contentful.deliveryLagMs = 300_000;
    await station.publish("ana", { name: "Ana Lima" }, "person");
    station.zoom.enter();
    await station.calm();
    expect(await station.status("ev1")).toMatchObject({ state: "pending", step: "resolve-links" });
    expect(station.zoom.livestreamStarts).toBe(1);
  });
});

describe("when Zoom's webhooks are lost", () => {
  beforeEach(() => {
    station.zoom.losesWebhooks = true;
  });

  it("the show is on air within a minute, and people are warned", async () => {
    await provisioned(1200);
    station.zoom.enter();
    await station.pass(5 * MINUTE_MS);
    // Before the pre-roll nobody asks.
    expect(station.zoom.requests.matching(/^GET .*meetings\/\d+$/)).toEqual([]);
    await station.pass(5 * MINUTE_MS);
    expect(station.zoom.livestreamStarts).toBe(1);
    await station.pass(MINUTE_MS);
    expect(await warnings()).toContain("its meeting goes on, but no webhook told so");
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
  });

  it("a guest who comes late is on air within a minute", async () => {
    await provisioned(60);
    await station.pass(2 * MINUTE_MS);
    expect(await warnings()).toContain("nobody is in its meeting");
    station.zoom.enter();
    await station.pass(MINUTE_MS / 2);
    expect(station.zoom.livestreamStarts).toBe(1);
  });

  it("the show is on air also after the Worker was started anew", async () => {
    await provisioned(1200);
    station.zoom.enter();
    await station.startAnew();
    await station.pass(10 * MINUTE_MS);
    expect(station.zoom.livestreamStarts).toBe(1);
    await station.startAnew();
    await station.pass(MINUTE_MS / 2);
    expect(station.zoom.livestreamStarts).toBe(2);
  });

  it("a meeting that somebody deleted is made anew by the pre-roll, and its entry has the new link", async () => {
    const id = await provisioned(1200);
    station.zoom.forgetMeetings();
    await station.pass(10 * MINUTE_MS);
    expect(station.zoom.only.id).not.toBe(id);
    expect(station.contentful.value("ev1", "joinUrl")).toContain(station.zoom.only.id);
  });

  it("a meeting that ended is not thought alive for ever", async () => {
    await provisioned();
    station.zoom.losesWebhooks = false;
    station.zoom.enter();
    await station.calm();
    await told("meeting.live_streaming_started");
    station.zoom.losesWebhooks = true;
    station.zoom.leave();
    await station.pass(MINUTE_MS / 2);
    expect(await warnings()).toContain("nobody is in its meeting");
    station.zoom.enter();
    await station.pass(MINUTE_MS / 2);
    expect(station.zoom.livestreamStarts).toBe(2);
  });
});

describe("a livestream that nobody tells to be on", () => {
  it.each(["accepted", "refused"] as const)(
    "is asked for each minute as long as the window is open, and has not failed (a second start is %s)",
    async (secondStart) => {
      station.zoom.faults.secondStart = secondStart;
      station.zoom.faults.webhooks.lostTopics = ["meeting.live_streaming_started"];
      await provisioned();
      station.zoom.enter();
      const asks = (): number => station.zoom.requests.matching(/livestream\/status$/).length;
      const from = asks();
      for (let i = 0; i < 10; i += 1) {
        await station.pass(MINUTE_MS);
        expect(await station.status("ev1")).toMatchObject({ state: "ready" });
      }
      expect(asks() - from).toBeGreaterThanOrEqual(10);
      expect(asks() - from).toBeLessThanOrEqual(12);
      expect(station.contentful.value("ev1", "provisionState")).toBe("ready");
      expect(await warnings()).toContain("nobody has told that it is on");
    },
  );

  it("that is refused from the first is asked for each minute, with a warning that says why", async () => {
    station.zoom.faults.missingScopes = ["meeting:update:livestream_status:admin"];
    await provisioned();
    station.zoom.enter();
    for (let i = 0; i < 5; i += 1) await station.pass(MINUTE_MS);
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
    expect(await warnings()).toContain("meeting:update:livestream_status:admin");
    station.zoom.faults.missingScopes = [];
    await station.pass(MINUTE_MS);
    expect(station.zoom.livestreamStarts).toBe(1);
    expect(await warnings()).toBe("");
  });
});

describe("Zoom's redeliveries", () => {
  it.each([5, 25, 85])("count %d minutes later with the first signature, once", async (minutes) => {
    const id = await provisioned(90 * 60);
    const atMs = clock.nowMs();
    const signedMs = atMs;
    await station.pass(minutes * MINUTE_MS);
    const hook = (): Promise<{ body: object }> =>
      station.zoomHook("meeting.deleted", { object: { id } }, { atMs, signedMs });
    expect((await hook()).body).toEqual({ status: "accepted" });
    expect((await hook()).body).toEqual({ status: "duplicate" });
  });

  it("of an old end do not end what was told to begin since", async () => {
    const id = await provisioned();
    const atMs = clock.nowMs();
    await station.pass(10 * MINUTE_MS);
    station.zoom.enter();
    await station.calm();
    await told("meeting.live_streaming_started");
    await station.zoomHook("meeting.ended", { object: { id } }, { atMs, signedMs: atMs });
    await station.pass(MINUTE_MS);
    expect(station.zoom.livestreamStarts).toBe(1);
    expect(await warnings()).toBe("");
  });

  it("that somebody caught and sends the next day are refused", async () => {
    const id = await provisioned(48 * 3600);
    const atMs = clock.nowMs();
    await station.zoomHook("meeting.started", { object: { id } }, { atMs, signedMs: atMs });
    await station.pass(26 * 3600_000);
    expect(
      await station.zoomHook("meeting.started", { object: { id } }, { atMs, signedMs: atMs }),
    ).toMatchObject({
      status: 401,
      body: { error: { code: "stale-signature" } },
    });
  });
});
