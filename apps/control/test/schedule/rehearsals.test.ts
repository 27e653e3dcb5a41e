import { routes } from "@nonstop/contract/routes";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

async function ask(
  method: "PUT" | "DELETE",
  entry: string,
  body: object | undefined,
  headers: Record<string, string> = { authorization: `Bearer ${env.PRODUCER_TOKEN}` },
): Promise<{ status: number; body: unknown }> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await exports.default.fetch(
    new Request(`https://station.test${routes.rehearsal(entry)}`, {
      method,
      headers: { ...headers, "content-type": "application/json" },
      ...init,
    }),
  );
  return { status: answer.status, body: await answer.json() };
}

it("a room is opened outside its window for so many minutes, and closed again", async () => {
  await station.publish("ev1", station.live(86_000));
  await station.calm();
  const from = station.nowSecond;
  const rehearsal = { from, to: from + 1200 };
  expect(await ask("PUT", "ev1", { minutes: 20 })).toEqual({ status: 200, body: { rehearsal } });
  expect(await station.status("ev1")).toMatchObject({ room: "e-ev1", rehearsal });
  // What has its own version published meanwhile is still rehearsed.
  await station.publish("ev1", station.live(86_000, { title: "Another title" }));
  await station.calm();
  expect(await station.status("ev1")).toMatchObject({ rehearsal });
  expect(await ask("DELETE", "ev1", undefined)).toEqual({ status: 200, body: {} });
  expect((await station.status("ev1"))?.rehearsal).toBeUndefined();
  await ask("PUT", "ev1", { minutes: 1 });
  await station.pass(61_000);
  expect((await station.status("ev1"))?.rehearsal).toBeUndefined();
});

it("an early guest starts no livestream, a rehearsal does, and its end stops it until the show", async () => {
  await station.publish("ev1", station.live(86_000));
  await station.calm();
  station.zoom.enter();
  await station.pass(60_000);
  expect(station.zoom.isSending()).toBe(false);
  await ask("PUT", "ev1", { minutes: 20 });
  await station.calm();
  expect(station.zoom.isSending()).toBe(true);
  await ask("DELETE", "ev1", undefined);
  await station.calm();
  expect(station.zoom.isSending()).toBe(false);
  await station.pass(120_000);
  expect(station.zoom.isSending()).toBe(false);
  // Ten minutes before the start the show's own window opens.
  await station.pass((86_000 - 180 - 590) * 1000);
  expect(station.zoom.isSending()).toBe(true);
});

it("a rehearsal that runs out ends by itself, and what comes meanwhile is chosen by no take", async () => {
  await station.publish("ev1", station.live(86_000));
  await station.pass(1_100);
  station.zoom.enter();
  await ask("PUT", "ev1", { minutes: 5 });
  await station.calm();
  expect(station.zoom.isSending()).toBe(true);
  const take = await exports.default.fetch(
    new Request(`https://station.test${routes.takes("main")}`, {
      method: "POST",
      headers: { authorization: `Bearer ${env.PRODUCER_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ id: "t1", from: station.nowSecond, to: { kind: "live", room: "e-ev1" } }),
    }),
  );
  expect(take.status).toBe(422);
  expect(await take.json()).toMatchObject({ error: { code: "outside-window" } });
  for (let minute = 0; minute < 6; minute += 1) await station.pass(60_000);
  expect(station.zoom.isSending()).toBe(false);
});

it("only an event with a meeting is rehearsed, and only producers ask", async () => {
  await station.publish("desk", { name: "Desk", slug: "desk" }, "encoder");
  await station.publish("ev1", station.live(600, { encoder: link("desk") }));
  await station.publish("ev2", station.live(7_200, { slug: "two" }));
  await station.calm();
  expect(await ask("PUT", "ev1", { minutes: 20 })).toMatchObject({
    status: 409,
    body: { error: { code: "no-meeting" } },
  });
  expect(await ask("PUT", "nobody", { minutes: 20 })).toMatchObject({
    status: 404,
    body: { error: { code: "unknown-event" } },
  });
  for (const minutes of [0, 181, "soon"])
    expect(await ask("PUT", "ev2", { minutes })).toMatchObject({
      status: 400,
      body: { error: { field: "minutes" } },
    });
  expect((await ask("PUT", "ev2", { minutes: 20 }, {})).status).toBe(401);
});
