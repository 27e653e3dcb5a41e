import { EventsAnswer } from "@nonstop/contract/events";
import { ControlRoomState } from "@nonstop/contract/origin-socket";
import { routes } from "@nonstop/contract/routes";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Station } from "./station.ts";

const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}`, "content-type": "application/json" };

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

async function list(): Promise<EventsAnswer> {
  return EventsAnswer.parse((await station.get(routes.events, producers)).body);
}

async function channel(): Promise<ControlRoomState> {
  return ControlRoomState.parse((await station.get(routes.control("main"), producers)).body);
}

async function dismiss(body: object, headers: Record<string, string> = producers): Promise<number> {
  const bytes = new Uint8Array(new TextEncoder().encode(JSON.stringify(body)));
  return (await station.post(routes.dismissals("main"), bytes, headers)).status;
}

/** Publishes a show whose end and duration disagree. */
const publish = (durationMinutes: number | null): Promise<unknown> =>
  station.publish("ev1", station.live(3600, { durationMinutes }));

it("a dismissed warning is counted and not told, until it says something else", async () => {
  await publish(90);
  await station.calm();
  const [warning] = (await list()).warnings;
  expect(warning).toMatchObject({ id: "ends-differ:ev1", weight: "trouble", programme: { airing: "ev1" } });
  expect(await dismiss({ warning: warning!.id, message: warning!.message })).toBe(200);
  expect(await list()).toMatchObject({ warnings: [], dismissed: 1 });
  await publish(80);
  await station.calm();
  const again = await list();
  expect(again).toMatchObject({ warnings: [{ id: warning!.id }], dismissed: 0 });
  expect(again.warnings[0]!.message).not.toBe(warning!.message);
});

it("a dismissed warning that went and comes again is told again", async () => {
  await publish(90);
  await station.calm();
  const [warning] = (await list()).warnings;
  await dismiss({ warning: warning!.id, message: warning!.message });
  await publish(null);
  await station.calm();
  expect(await list()).toMatchObject({ warnings: [], dismissed: 0 });
  await publish(90);
  await station.calm();
  expect((await list()).warnings).toEqual([warning]);
});

it("what has changed since it was read, or does not stand, is not dismissed", async () => {
  await publish(90);
  await station.calm();
  expect(await dismiss({ warning: "ends-differ:ev1", message: "What stood here before." })).toBe(409);
  expect(await dismiss({ warning: "ends-differ:ev2", message: "" })).toBe(404);
  expect(await dismiss({ warning: "no/such" })).toBe(400);
  expect(await dismiss({ warning: "ends-differ:ev1", message: "" }, {})).toBe(401);
  expect(await list()).toMatchObject({ warnings: [{ id: "ends-differ:ev1" }], dismissed: 0 });
});

it("a warning of the channel is dismissed at the same door, and all are shown again when asked", async () => {
  await station.calm();
  const ids = async (): Promise<string[]> => (await channel()).warnings.map(({ id }) => id);
  expect(await ids()).toContain("no-playout");
  expect(await dismiss({ warning: "no-playout", message: "No playout is connected." })).toBe(200);
  expect(await ids()).not.toContain("no-playout");
  expect(await channel()).toMatchObject({ dismissed: 1 });
  const answer = await exports.default.fetch(
    new Request(`https://station.test${routes.dismissals("main")}`, {
      method: "DELETE",
      headers: producers,
    }),
  );
  expect(answer.status).toBe(200);
  expect(await ids()).toContain("no-playout");
});
