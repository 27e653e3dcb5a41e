import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const LIN = "lin@station.test";
const TOM = "tom@station.test";
const UNA = "una@station.test";
const STRANGER = "ada@elsewhere.test";
const hosts = (): unknown => station.zoom.only.settings["alternative_hosts"];
/** What was asked of Zoom with this method since `before` calls. */
const writes = (before = 0): string[] =>
  station.zoom.requests.lines
    .slice(before)
    .filter((line) => /^(?:POST|PATCH) \/v2\/(?:users|meetings\/\d+$)/.test(line));

describe("the producers of an event and of its show", () => {
  it("may run its meeting, which is made once and with all of them", async () => {
    await station.publish("tea", { title: "Tea", producers: [TOM, LIN] }, "show");
    await station.publish(
      "ev1",
      station.live(3_600, { show: link("tea"), producers: [LIN.toUpperCase(), LIN] }),
    );
    await station.calm();
    expect(hosts()).toBe(`${LIN};${TOM}`);
    expect(writes()).toHaveLength(1);
    expect(station.contentful.value("ev1", "provisionWarnings")).toBeUndefined();
    // Neither those who watch nor anybody who reads what is delivered learns their addresses.
    expect((await station.get("/api/v1/channels/main/programmes/morning-show")).text).not.toContain(LIN);
    expect(await station.kv()).not.toContain(LIN);
    expect(station.logged.join("\n")).not.toContain(LIN);
  });

  it("are changed in the meeting together with all else that an edit changes, in one call", async () => {
    const show = station.live(3_600, { show: link("tea") });
    await station.publish("tea", { title: "Tea", producers: [TOM] }, "show");
    await station.publish("ev1", show);
    await station.calm();
    const before = station.zoom.requests.lines.length;
    await station.publish("ev1", { ...show, title: "Other", producers: [LIN] });
    await station.calm();
    expect(station.zoom.only.topic).toBe("Other");
    expect(hosts()).toBe(`${LIN};${TOM}`);
    expect(writes(before)).toHaveLength(1);
    // The show's change is one of all its events.
    await station.publish("tea", { title: "Tea", producers: [] }, "show");
    await station.pass(30_000);
    expect(hosts()).toBe(LIN);
    expect(writes(before)).toHaveLength(2);
    await station.publish("ev1", { ...show, title: "Other", producers: [] });
    await station.pass(30_000);
    expect(hosts()).toBe("");
    expect(writes(before)).toHaveLength(3);
    // What changes nothing of the meeting is no call.
    await station.publish("ev1", { ...show, title: "Other", producers: [] });
    await station.pass(60_000);
    expect(writes(before)).toHaveLength(3);
  });

  it("who have no licence, or are unknown, are named in the entry, and the meeting is made without them", async () => {
    station.zoom.faults.unlicensed = [UNA];
    const show = station.live(3_600, { producers: [UNA, LIN, STRANGER] });
    await station.publish("ev1", show);
    await station.calm();
    expect(hosts()).toBe(LIN);
    expect(station.contentful.value("ev1", "provisionState")).toBe("ready");
    expect(station.contentful.value("ev1", "joinUrl")).toBe(
      station.zoom.addressesOf(station.zoom.only).join_url,
    );
    const warnings = String(station.contentful.value("ev1", "provisionWarnings")).split("\n");
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Morning show at .*una@station\.test cannot run its meeting.* no licence\. .*publish the event again/,
      ),
      expect.stringMatching(/ada@elsewhere\.test cannot run its meeting.* no such user/),
    ]);
    expect((await station.status("ev1"))?.warnings.map(({ code }) => code)).toEqual([
      "producer-left-out",
      "producer-left-out",
    ]);
    const before = station.zoom.requests.lines.length;
    // With a licence by now, one of them is let in when the event is published again.
    station.zoom.faults.unlicensed = [];
    await station.publish("ev1", show);
    await station.pass(30_000);
    expect(hosts()).toBe(`${UNA};${LIN}`);
    expect(writes(before)).toHaveLength(1);
    expect(String(station.contentful.value("ev1", "provisionWarnings"))).not.toContain(UNA);
  });

  it("are left out as the vendor refuses them when the app may not ask who they are", async () => {
    station.zoom.faults.refusals = [{ method: "GET", path: "/users/*", status: 400, code: 4711 }];
    await station.publish("ev1", station.live(3_600, { producers: [LIN, STRANGER] }));
    await station.calm();
    expect(hosts()).toBe(LIN);
    expect(station.contentful.value("ev1", "provisionWarnings")).toMatch(/ada@elsewhere\.test .* refused/);
  });

  it("keep no show from having its meeting when nobody can read them", async () => {
    station.contentful.faults.refusals = [{ method: "GET", path: "/public/entries", status: 403 }];
    await station.publish("ev1", station.live(3_600, { producers: [LIN] }));
    await station.calm();
    expect(hosts()).toBe("");
  });

  it("never makes its own host an alternative one, nor a word that is no address", async () => {
    station.contentful.dropValidations();
    const producers = ["host@station.test", "not an address", "x;y@station.test", LIN];
    await station.publish("ev1", station.live(3_600, { producers }));
    await station.calm();
    expect(hosts()).toBe(LIN);
  });
});
