import { routes } from "@nonstop/contract/routes";
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { PrivateFields } from "../../src/schedule/events/private-fields.ts";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const Kept = z.object({ privateFields: PrivateFields.optional() });
const kept = (): Promise<PrivateFields | undefined> =>
  runInDurableObject(env.SCHEDULES.getByName("station"), (_schedule, { storage }) => {
    const [row] = storage.sql.exec<{ body: string }>(`SELECT body FROM event WHERE entry = 'ev1'`).toArray();
    return Kept.parse(JSON.parse(row?.body ?? "{}")).privateFields;
  });
const reads = (): number => station.contentful.requests.matching(/public\/entries$/).length;

/** `producers`: of the event and of its show. */
async function publishShow(producers = ["max@example.com", "eva@example.com"]): Promise<void> {
  const [max, eva] = producers;
  await station.publish("ana", { name: "Ana", email: "ana@example.com", timezone: "Asia/Tokyo" }, "person");
  const words = { producers: [eva], inviteText: "Dear {name}, our secret words" };
  await station.publish("talks", { title: "Talks", ...words }, "show");
  const own = { producers: [max], guestNote: "Wear your blue shirt" };
  const event = { presenters: [link("ana")], show: link("talks"), ...own };
  await station.publish("ev1", station.live(7 * 86_400, event));
  await station.calm();
}

it("what is never delivered is read as it was published, with one call, and again when that changes", async () => {
  await publishShow();
  expect(await kept()).toEqual({
    people: { ana: { email: "ana@example.com", timezone: "Asia/Tokyo" } },
    producers: ["max@example.com", "eva@example.com"],
    guestNote: "Wear your blue shirt",
    inviteText: "Dear {name}, our secret words",
  });
  expect(reads()).toBe(1);

  await station.contentful.save("ana", "person", { name: "Ana", email: "half-typ@example.com" });
  await station.pass(3600_000);
  expect(reads()).toBe(1);
  await station.publish("ana", { name: "Ana", email: "ana@new.example" }, "person");
  await station.publish("talks", { title: "Talks", producers: ["zoe@example.com"] }, "show");
  await station.calm();
  expect(await kept()).toMatchObject({
    people: { ana: { email: "ana@new.example" } },
    producers: ["max@example.com", "zoe@example.com"],
  });
});

it("nothing of it is in a public answer, in KV, in what producers see of events, or in a log", async () => {
  // Those who can run the meeting: others are named to producers.
  await publishShow(["max@station.test", "eva@station.test"]);
  const secrets = /(?:max|eva|ana)@|blue shirt|secret words|Asia\/Tokyo/;
  expect(JSON.stringify(await kept())).toMatch(secrets);
  const headers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
  const pages = ["/api/v1/channels/main/guide", routes.events, "/", "/schedule", "/epg/main.xml"];
  for (const path of pages) expect((await station.get(path, headers)).text).not.toMatch(secrets);
  expect(await station.kv()).not.toMatch(secrets);
  expect(station.logged.join("\n")).not.toMatch(secrets);
});

it("a show airs and its link is in the entry though it cannot be read", async () => {
  station.contentful.faults.refusals = [{ method: "GET", path: "/public/entries", status: 403 }];
  await publishShow();
  await station.pass(60_000);
  expect(station.contentful.value("ev1", "provisionState")).toBe("ready");
  expect(station.contentful.value("ev1", "joinUrl")).toBeDefined();
  expect((await station.status("ev1"))?.problem).toMatchObject({ code: "step-failed" });
});
