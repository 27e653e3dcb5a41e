import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Station } from "../schedule/station.ts";
import { examine, patient, wrong } from "./examine.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const kinds = (findings: Awaited<ReturnType<typeof examine>>): string[] => findings.map(({ kind }) => kind);

it("finds nothing wrong in a healthy station, and leaves it as it was", async () => {
  await station.publish("show", station.live(3600));
  await station.calm();
  const entries = Object.keys(station.contentful.entries);
  const meetings = station.zoom.meetings.map(({ id }) => id);
  await station.pass(1000);
  const findings = await examine(station, ["contentful", "zoom", "media", "clock", "closed doors"]);
  expect(findings.filter(({ kind }) => kind !== "good")).toEqual([]);
  expect(findings.length).toBeGreaterThan(15);
  expect(Object.keys(station.contentful.entries)).toEqual(entries);
  expect(station.zoom.meetings.map(({ id }) => id)).toEqual(meetings);
  expect(await station.status("show")).toMatchObject({ state: "ready", warnings: [] });
});

describe("Contentful", () => {
  it("is told apart by token: delivery, management, and their space", async () => {
    const { contentful } = patient;
    if (contentful === undefined) throw new Error("no Contentful");
    const told = async (over: Partial<typeof contentful>) =>
      wrong(await examine(station, ["tokens"], { patient: { contentful: { ...contentful, ...over } } }));
    expect((await told({ deliveryToken: "guess" })).join(" ")).toMatch(/published entries.*token is invalid/);
    expect((await told({ managementToken: "guess" })).join(" ")).toMatch(/read drafts: the token is invalid/);
    expect((await told({ space: "elsewhere" })).length).toBeGreaterThan(0);
  });

  it("has a webhook that is switched off, goes elsewhere, tells too little, or is signed otherwise", async () => {
    const [webhook] = Object.values(station.contentful.webhooks);
    if (webhook === undefined) throw new Error("no webhook");
    const told = async () => wrong(await examine(station, ["webhook"]));
    webhook.active = false;
    expect(await told()).toEqual(["The webhook is switched off."]);
    webhook.active = true;
    const { topics, url } = webhook;
    webhook.topics = ["Entry.publish", "Entry.archive"];
    expect(await told()).toEqual(["The webhook does not tell of Entry.unpublish, Entry.delete."]);
    webhook.topics = topics;
    webhook.filters = [{ in: [{ doc: "sys.environment.sys.id" }, ["staging", "other"]] }];
    expect(await told()).toEqual([
      "The webhook tells of staging, other, and the station is of the environment master.",
    ]);
    webhook.filters = [{ equals: [{ doc: "sys.environment.sys.id" }, "master"] }];
    expect(await told()).toEqual([]);
    webhook.url = "https://old.test/hooks/contentful";
    expect(await told()).toEqual([
      "Contentful has no webhook to https://station.test/hooks/contentful, only to https://old.test/hooks/contentful.",
    ]);
    webhook.url = url;
    station.contentful.signingSecret = "f".repeat(64);
    expect(await told()).toEqual(["Contentful signs with another secret than the station knows."]);
  });

  it("does not tell of what is deleted", async () => {
    station.contentful.faults.webhooks.lost = true;
    expect(wrong(await examine(station, ["contentful signed event"]))).toEqual([
      expect.stringContaining("Contentful did not tell of a draft that was made and deleted"),
    ]);
  });

  it("and the station do not share a secret", async () => {
    const { contentful } = patient;
    if (contentful === undefined) throw new Error("no Contentful");
    const other = { ...contentful, webhookSecret: "e".repeat(64) };
    expect(
      wrong(await examine(station, ["contentful signed event"], { patient: { contentful: other } })),
    ).toEqual(["The station refuses a webhook that is signed as Contentful signs: the secrets differ."]);
  });

  it("is ahead of the station", async () => {
    await station.publishUnheard(
      "late",
      station.live(7200, { title: "The late show", slug: "late" }),
      "event",
    );
    const findings = await examine(station, ["revisions"], {
      instruments: { sleep: () => Promise.resolve() },
    });
    expect(wrong(findings)).toEqual([
      "The station does not know what Contentful delivers: The late show (revision 1).",
    ]);
  });

  it("delivers what is not for viewers", async () => {
    station.contentful.showField("event", "joinUrl");
    expect(wrong(await examine(station, ["hidden fields"]))).toEqual([
      expect.stringContaining("The delivery API shows event.joinUrl: "),
    ]);
  });
});

describe("Zoom", () => {
  it("refuses the app, or lacks a scope of it", async () => {
    const { zoom } = patient;
    if (zoom === undefined) throw new Error("no Zoom");
    const strange = { patient: { zoom: { ...zoom, clientSecret: "guess" } } };
    expect(wrong(await examine(station, ["scopes"], strange))).toEqual([
      "Zoom refuses the app's credentials.",
    ]);
    station.zoom.faults.missingScopes = [
      "meeting:update:livestream:admin",
      "account:read:lock_settings:admin",
    ];
    const findings = await examine(station, ["scopes"]);
    expect(wrong(findings)).toEqual([
      "The app lacks the scope meeting:update:livestream:admin: the station cannot point a livestream at the station.",
    ]);
    expect(kinds(findings)).toContain("skipped");
  });

  it("has locked what keeps guests out", async () => {
    station.zoom.faults.locked = ["waiting_room", "meeting_authentication", "join_before_host"];
    const findings = await examine(station, ["meetings"]);
    const host = env.ZOOM_HOST_USER;
    expect(wrong(findings)).toEqual([
      `Guests stay in a waiting room until somebody lets them in, in all meetings of ${host}.`,
      `Guests are asked to sign in, in all meetings of ${host}.`,
      `Nobody is let in before the host, in all meetings of ${host}.`,
    ]);
    expect(findings[0]).toMatchObject({
      cure: expect.stringContaining("The account has locked it") as string,
    });
    expect(station.zoom.meetings).toEqual([]);
  });

  it.each([
    ["allow_live_streaming", "Live streaming is not allowed for"],
    ["custom_live_streaming_service", "The custom live streaming service is switched off for"],
  ] as const)("does not allow %s", async (feature, says) => {
    station.zoom.faults.switchedOff = [feature];
    expect(wrong(await examine(station, ["meetings"]))[0]).toContain(`${says} ${env.ZOOM_HOST_USER}.`);
  });

  it("keeps no second copy of a show, which is worth a word", async () => {
    station.zoom.faults.switchedOff = ["cloud_recording"];
    const findings = await examine(station, ["meetings"]);
    expect(wrong(findings)).toEqual([]);
    expect(findings).toContainEqual({
      kind: "skipped",
      why: expect.stringContaining("not recorded in Zoom's cloud") as string,
    });
  });

  it("has no licence for a studio's host, or no such user, or none for two meetings at once", async () => {
    station.zoom.faults.unlicensed = ["basic@station.test"];
    const studio = (id: string, fields: object) => station.publish(id, { name: id, ...fields }, "studio");
    await studio("basic", { zoomHostUser: "basic@station.test" });
    await studio("gone", { zoomHostUser: "gone@elsewhere.test" });
    await studio("double", { meetingsAtOnce: 2 });
    const told = wrong(await examine(station, ["meetings"])).join("\n");
    expect(told).toContain("Zoom has none of basic@station.test.");
    expect(told).toContain("Meetings shall be held by a user that Zoom does not have: gone@elsewhere.test.");
    expect(told).toContain("The studio double shall hold 2 meetings at once");
    station.zoom.faults.meetingsPerHost = 2;
    expect(wrong(await examine(station, ["meetings"])).join("\n")).not.toContain("at once");
  });

  it("does not tell of a meeting, and the station hears only the doctor", async () => {
    station.zoom.losesWebhooks = true;
    expect(wrong(await examine(station, ["zoom"]))).toEqual([
      expect.stringContaining("Zoom did not tell of a meeting that was made and deleted"),
    ]);
  });

  it("and the station do not share a secret", async () => {
    const { zoom } = patient;
    if (zoom === undefined) throw new Error("no Zoom");
    const other = { patient: { zoom: { ...zoom, webhookSecret: "guess" } } };
    expect(wrong(await examine(station, ["zoom signed event"], other))).toEqual([
      "The station refuses a webhook that is signed as Zoom signs: the secrets differ.",
    ]);
  });
});

describe("a producer's token that the station does not take", () => {
  it("is one finding of every check that needs it", async () => {
    const findings = await examine(station, ["revisions", "round trip"], {
      patient: { producerToken: "old" },
    });
    expect(wrong(findings).toSorted()).toEqual([
      "GET /api/v1/channels/main/control is refused.",
      "GET /api/v1/events is refused.",
    ]);
  });
});

describe("a station that does not answer", () => {
  it("is a finding of every check, and breaks none", async () => {
    const ask = () => Promise.resolve({ kind: "unreachable" as const, problem: "refuses the connection" });
    const findings = await examine(station, ["station", "media", "playout", "zoom"], {
      instruments: { ask },
    });
    expect(wrong(findings).length).toBeGreaterThan(8);
    expect(wrong(findings).join("\n")).not.toContain("broke");
  });

  it("with rubbish instead of answers neither", async () => {
    const rubbish = {
      status: 200,
      headers: new Headers(),
      text: "<html>\u0000",
      size: 7,
      askedMs: 0,
      tookMs: 0,
    };
    const ask = () => Promise.resolve({ kind: "answer" as const, ...rubbish });
    const findings = await examine(station, ["station", "media", "playout", "zoom"], {
      instruments: { ask },
    });
    expect(wrong(findings).length).toBeGreaterThan(8);
    expect(wrong(findings).join("\n")).not.toContain("broke");
  });
});
