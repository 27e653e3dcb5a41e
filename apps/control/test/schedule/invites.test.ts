import ICAL from "ical.js";
import type { ReadMail } from "@nonstop/sandbox/read-mail";
import { InvitesAnswer } from "@nonstop/contract/invites";
import { routes } from "@nonstop/contract/routes";
import { reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const ANA = {
  name: "Ana Lima",
  slug: "ana",
  role: "Guest",
  email: "ana@guests.test",
  timezone: "America/New_York",
};
const LIN = { name: "Lin Zhao", slug: "lin", role: "Host", email: "lin@guests.test" };
const DAY = 86_400;
const producer = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };

async function people(): Promise<void> {
  await station.publishUnheard("ana", ANA, "person");
  await station.publishUnheard("lin", LIN, "person");
}

const show = (over: object = {}): Record<string, unknown> =>
  station.live(7 * DAY, { presenters: [link("ana"), link("lin")], ...over });

async function invited(over: object = {}): Promise<ReadMail[]> {
  await people();
  await station.publish("ev1", show(over));
  await station.calm();
  return station.mail.mails();
}

const event = (mail: ReadMail | undefined): ICAL.Event => {
  const calendar = new ICAL.Component(ICAL.parse(mail?.calendar?.text ?? ""));
  return new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined);
};
const to = (mails: readonly ReadMail[], address: string): ReadMail[] =>
  mails.filter(({ to }) => to.includes(address));

describe("the guests of a published live show", () => {
  it("are each told once by mail, with what is theirs alone", async () => {
    const mails = await invited();
    expect(mails.map(({ to }) => to)).toEqual([["ana@guests.test"], ["lin@guests.test"]]);
    const [ana, lin] = mails;
    expect(ana?.text).toContain("Hello Ana Lima,");
    expect(ana?.text).toContain("New York time");
    expect(ana?.text).toContain("Berlin time (the station's clock)");
    expect(ana?.text).toContain("With you on the show: Lin Zhao (Host).");
    expect(ana?.text).toContain("+351 308 804 188 (Portugal)");
    expect(lin?.text).not.toContain("New York");
    const [anas, lins] = [
      /https:\S+\/guest\/\S+/.exec(ana?.text ?? ""),
      /https:\S+\/guest\/\S+/.exec(lin?.text ?? ""),
    ];
    expect(anas?.[0]).toMatch(/^https:\/\/station\.test\/guest\//);
    expect(anas?.[0]).not.toBe(lins?.[0]);
    expect(JSON.stringify(ana)).not.toContain("lin@guests.test");
    expect(JSON.stringify(lin)).not.toContain("ana@guests.test");
    expect(ana?.html).toContain(anas?.[0]);
    expect(event(ana)).toMatchObject({ uid: "ev1.ana@station.test", sequence: 0, location: anas?.[0] });
    expect(event(ana).attendees.map((each) => each.getFirstValue())).toEqual(["mailto:ana@guests.test"]);
    await station.pass(3600_000);
    expect(await station.mail.mails()).toHaveLength(2);
  });

  it.each(["constructor", "__proto__"])("get it beside an entry that is called %s", async (entry) => {
    await station.publishUnheard(entry, { ...LIN, slug: "odd" }, "person");
    const mails = await invited({ presenters: [link(entry), link("ana")] });
    expect(mails.map(({ to }) => to)).toEqual([["ana@guests.test"]]);
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
  });

  it("have their invites in the entry, ready to be copied, and nobody outside reads them", async () => {
    await invited();
    const text = station.contentful.value("ev1", "guestInvites");
    expect(text).toContain("To: Ana Lima <ana@guests.test>\nSubject: Nonstop: Morning show");
    expect(text).toContain("Hello Lin Zhao,");
    expect(station.contentful.requests.matching(/^PUT .*entries\/ev1$/, 200)).toHaveLength(1);
    expect(JSON.stringify(station.logged)).not.toMatch(/guests\.test|\/guest\//);
    expect(await station.kv()).not.toMatch(/guests\.test|\/guest\//);
    const { text: answer } = await station.get("/api/v1/channels/main/programmes/morning-show");
    expect(answer).not.toMatch(/guests\.test|\/guest\//);
    expect(JSON.stringify(await station.status("ev1"))).not.toMatch(/guests\.test|\/guest\//);
  });

  it("have their invites read by producers, and by nobody else", async () => {
    await station.publishUnheard("noor", { name: "Noor", slug: "noor" }, "person");
    station.mail.failNext("works", "greylisted");
    await invited({ presenters: [link("ana"), link("lin"), link("noor")] });
    const path = routes.invites("ev1");
    expect((await station.get(path)).status).toBe(401);
    const { body } = await station.get(path, producer);
    const { invites } = InvitesAnswer.parse(body);
    expect(invites.map(({ name, mail, address }) => [name, mail, address])).toEqual([
      ["Ana Lima", "sent", "ana@guests.test"],
      ["Lin Zhao", "waiting", "lin@guests.test"],
      ["Noor", "none", undefined],
    ]);
    const [ana, , noor] = invites;
    const [mail] = await station.mail.mails();
    expect([ana?.subject, ana?.text.trim()]).toEqual([mail?.subject, mail?.text.trim()]);
    expect(ana?.ics).toBe(mail?.calendar?.text);
    expect(noor?.ics).toContain("METHOD:PUBLISH");
    expect((await station.get(routes.invites("ev9"), producer)).status).toBe(404);
  });

  it("are told of a new time and a new title, in the same thread, and of nothing else", async () => {
    const [first] = to(await invited(), "ana@guests.test");
    await station.publish("ev1", show({ summary: "New words", guestNote: "Bring a cable", language: "en" }));
    await station.calm();
    expect(await station.mail.mails()).toHaveLength(2);
    expect(station.contentful.value("ev1", "guestInvites")).toContain("Bring a cable");
    await station.publish(
      "ev1",
      station.live(8 * DAY, { presenters: [link("ana"), link("lin")], title: "Late show" }),
    );
    await station.calm();
    const mails = to(await station.mail.mails(), "ana@guests.test");
    expect(mails).toHaveLength(2);
    expect(mails[1]?.subject).toMatch(/^Changed: Nonstop: Late show, /);
    expect(mails[1]?.inReplyTo).toBe(first?.messageId);
    expect(event(mails[1])).toMatchObject({ uid: event(first).uid, sequence: 1, summary: "Late show" });
  });

  it("are told when the show is withdrawn, unless that was a second thought, and when it comes back", async () => {
    await invited();
    await station.unpublish("ev1");
    await station.calm();
    await station.publish("ev1", show());
    await station.calm();
    await station.pass(60_000);
    expect(await station.mail.mails()).toHaveLength(2);
    await station.unpublish("ev1");
    await station.pass(11_000);
    const mails = to(await station.mail.mails(), "ana@guests.test");
    expect(mails).toHaveLength(2);
    expect(mails[1]).toMatchObject({ subject: expect.stringMatching(/^Cancelled: Morning show/) as string });
    expect(mails[1]?.calendar?.method).toBe("CANCEL");
    expect(event(mails[1])).toMatchObject({ uid: "ev1.ana@station.test", sequence: 1 });
    expect(mails[1]?.text).not.toContain("/guest/");
    await station.publish("ev1", show());
    await station.calm();
    const again = to(await station.mail.mails(), "ana@guests.test");
    expect(again.map(({ calendar }) => calendar?.method)).toEqual(["REQUEST", "CANCEL", "REQUEST"]);
    expect(event(again[2]).sequence).toBe(2);
  });

  it("are told when an entry is deleted", async () => {
    await invited();
    await station.unpublish("ev1", "delete");
    await station.pass(11_000);
    expect((await station.mail.mails()).map(({ calendar }) => calendar?.method)).toEqual([
      "REQUEST",
      "REQUEST",
      "CANCEL",
      "CANCEL",
    ]);
  });

  it.each([
    ["is shown from a film", { kind: "film", recording: link("film") }],
    ["goes to another channel", { channel: "sport" }],
  ])("are told when the show %s, for nobody waits for them then", async (_, change) => {
    await station.conformed("film", "A film");
    await station.publishUnheard("film", { title: "A film", asset: "film" }, "recording");
    await invited();
    await station.publish("ev1", show(change));
    await station.calm();
    await station.pass(11_000);
    const [, , ...gone] = await station.mail.mails();
    expect(gone.map(({ calendar }) => calendar?.method)).toEqual(["CANCEL", "CANCEL"]);
  });

  it("are told when they are taken out, and the others are not", async () => {
    await invited();
    await station.publish("ev1", show({ presenters: [link("lin")] }));
    await station.calm();
    const [, , gone, ...others] = await station.mail.mails();
    expect(gone).toMatchObject({
      to: ["ana@guests.test"],
      subject: expect.stringMatching(/^No longer/) as string,
    });
    expect(gone?.text).not.toContain("Lin");
    expect(others).toEqual([]);
  });

  it("get it at their new address, and the old one learns of nothing but that", async () => {
    await invited();
    await station.publish("ana", { ...ANA, email: "ana@new.test" }, "person");
    await station.calm();
    const [, , old, next, ...others] = await station.mail.mails();
    expect([old?.to, old?.calendar?.method]).toEqual([["ana@guests.test"], "CANCEL"]);
    expect(JSON.stringify(old)).not.toContain("new.test");
    expect([next?.to, next?.calendar?.method]).toEqual([["ana@new.test"], "REQUEST"]);
    expect(event(next).sequence).toBeGreaterThan(event(old).sequence);
    expect(others).toEqual([]);
  });

  it("are told nothing anew by a station that was restored, but of what has changed since", async () => {
    await invited();
    const headers = { authorization: "Bearer operator-token" };
    const request = new Request(`https://station.test${routes.archive}`, { headers });
    const archive = new Uint8Array(await (await exports.default.fetch(request)).arrayBuffer());
    const text = new Blob([archive]).stream().pipeThrough(new DecompressionStream("gzip"));
    expect(await new Response(text).text()).not.toContain("/guest/");
    await reset();
    await station.post(routes.archive, archive, headers);
    await station.calm();
    await station.pass(60_000);
    expect(await station.mail.mails()).toHaveLength(2);
    expect(station.contentful.value("ev1", "guestInvites")).toContain("/guest/");
    await station.publish("ev1", show({ title: "Late show" }));
    await station.calm();
    const [first, second] = to(await station.mail.mails(), "ana@guests.test");
    expect(second).toMatchObject({
      inReplyTo: first?.messageId,
      subject: expect.stringContaining("Late") as string,
    });
    expect(event(second).sequence).toBeGreaterThan(event(first).sequence);
  });

  it("are not mailed when the show says so, nor when they have no address; their invites stand in the entry", async () => {
    await station.publishUnheard("series", { title: "Series", slug: "series", sendInvites: false }, "show");
    expect(await invited({ show: link("series") })).toEqual([]);
    expect(station.contentful.value("ev1", "guestInvites")).toContain("Hello Ana Lima,");
    await station.publishUnheard("noor", { name: "Noor", slug: "noor" }, "person");
    await station.publish("ev2", show({ slug: "second", presenters: [link("noor")] }));
    await station.calm();
    expect(await station.mail.mails()).toEqual([]);
    expect(station.contentful.value("ev2", "guestInvites")).toContain("To: Noor\n");
  });

  it("read the team's own words, and what of them nobody knows is told to the team", async () => {
    const inviteText = "Olá {{name}}, {{thing}}!\n\n{{title}} {{when}}\n\n{{link}}";
    await station.publishUnheard("series", { title: "Series", slug: "series", inviteText }, "show");
    const [ana] = await invited({ show: link("series") });
    expect(ana?.text).toMatch(/^Olá Ana Lima, !\n\nMorning show \w+day/);
    expect(station.contentful.value("ev1", "provisionWarnings")).toContain(
      "names {{thing}}, which nobody knows",
    );
    expect(station.contentful.value("ev1", "provisionState")).toBe("ready");
  });
});

describe("when mail fails", () => {
  it("is sent again after a while, and others do not wait for it", async () => {
    station.mail.failNext("greylisted");
    expect(to(await invited(), "lin@guests.test")).toHaveLength(1);
    expect(station.contentful.value("ev1", "provisionState")).toBe("ready");
    await station.pass(6_000);
    expect(to(await station.mail.mails(), "ana@guests.test")).toHaveLength(1);
  });

  it("comes twice with one id when the answer was lost", async () => {
    station.mail.failNext("lost");
    await invited();
    await station.pass(6_000);
    const twice = to(await station.mail.mails(), "ana@guests.test");
    expect(twice).toHaveLength(2);
    expect(twice[0]?.messageId).toBe(twice[1]?.messageId);
    expect(twice[0]?.calendar).toEqual(twice[1]?.calendar);
    expect(await station.mail.mails()).toHaveLength(3);
  });

  it("comes twice with one id when the object ended before it could write down that it was taken", async () => {
    station.mail.afterNextMail = () => station.startAnew();
    await people();
    await station.publish("ev1", show());
    await station.calm().catch(() => undefined);
    await station.pass(60_000);
    const mails = await station.mail.mails();
    expect(mails).toHaveLength(3);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it("is told in the entry when an address is refused, and tried again when that is published anew", async () => {
    station.mail.faults.unknownAddresses = ["ana@guests.test"];
    await invited();
    const warnings = (): unknown => station.contentful.value("ev1", "provisionWarnings");
    expect(warnings()).toContain(
      "the invite of Ana Lima cannot be mailed: the mail server refuses the address.",
    );
    expect(warnings()).not.toContain("guests.test");
    await station.pass(3600_000);
    await station.pass(3600_000);
    expect(station.mail.tries.filter((each) => each.startsWith("ana"))).toHaveLength(1);
    station.mail.faults.unknownAddresses = [];
    await station.publish("ev1", station.contentful.fieldsOf("ev1"));
    await station.calm();
    expect(to(await station.mail.mails(), "ana@guests.test")).toHaveLength(1);
    await station.pass(31_000);
    expect(warnings() ?? "").not.toContain("cannot be mailed");
  });

  it("never reaches who was taken out while it waited, nor tells them that it was taken back", async () => {
    station.mail.failNext("greylisted");
    await invited();
    await station.publish("ev1", show({ presenters: [link("lin")] }));
    await station.pass(60_000);
    expect(to(await station.mail.mails(), "ana@guests.test")).toEqual([]);
  });

  it("is taken back from whoever may have it", async () => {
    station.mail.failNext("lost");
    await invited({ presenters: [link("ana")] });
    await station.unpublish("ev1");
    await station.pass(11_000);
    expect((await station.mail.mails()).map(({ calendar }) => calendar?.method)).toEqual([
      "REQUEST",
      "CANCEL",
    ]);
  });

  it("stops nothing when the server hangs", async () => {
    station.mail.faults.everyMail = "hangs";
    await invited();
    expect(station.zoom.meetings).toHaveLength(1);
    expect(station.contentful.value("ev1", "joinUrl")).toBe(
      station.zoom.addressesOf(station.zoom.only).join_url,
    );
    for (let minute = 0; minute < 10; minute += 1) await station.pass(60_000);
    expect(station.contentful.value("ev1", "provisionWarnings")).toContain(
      "the mail to Ana Lima does not go.",
    );
    expect(station.contentful.value("ev1", "provisionState")).toBe("ready");
    expect(station.mail.tries.length).toBeLessThan(30);
  });
});

it("many changes are few mails, and the last one is true", async () => {
  await invited({ presenters: [link("ana")] });
  for (let n = 1; n <= 8; n += 1) {
    await station.publish("ev1", show({ presenters: [link("ana")], title: `Title ${n}` }));
    await station.pass(20_000);
  }
  expect((await station.mail.mails()).length).toBeLessThanOrEqual(5);
  await station.pass(3600_000);
  const mails = await station.mail.mails();
  expect(mails.at(-1)?.subject).toContain("Title 8");
  expect(mails.length).toBeLessThanOrEqual(6);
});
