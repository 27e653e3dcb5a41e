import { Rundown } from "@nonstop/contract/rundown";
import { routes } from "@nonstop/contract/routes";
import { itemAt } from "@nonstop/schedule/item-at";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

const asPlayout = { authorization: `Bearer ${env.ORIGIN_TOKEN_PLAYOUT}` };

let station: Station;
beforeEach(async () => {
  station = new Station();
  await station.calm();
});
afterEach(() => station.end());

/** The rundown as a playout reads it. */
async function rundown(): Promise<Rundown> {
  return Rundown.parse((await station.get(routes.originRundown("main"), asPlayout)).body);
}

async function running(): Promise<Rundown["items"][number] | undefined> {
  return itemAt(await rundown(), station.nowSecond);
}

/** Publishes another show, far from now, and compiles. */
async function publishAnother(id: string): Promise<void> {
  const { version } = await rundown();
  await station.publish(id, station.live(20_000, { title: id, slug: id }));
  await station.pass(1_100);
  expect((await rundown()).version).toBeGreaterThan(version);
}

describe("what is on air", () => {
  it("is a live show whose plan B airs: other shows come and go, and nothing of it moves", async () => {
    await station.conformed("spare", "Spare");
    await station.publishUnheard("spare", { title: "Spare", asset: "spare" }, "recording");
    await station.publish("talk", station.live(60, { title: "Talk", slug: "talk", planB: link("spare") }));
    const start = station.nowSecond + 60;
    await station.pass(1_100);
    await station.pass(600_000);
    const before = await running();
    expect(before).toMatchObject({ id: `talk@${start}`, start, planB: { asset: "spare" } });
    for (const id of ["one", "two"]) {
      await publishAnother(id);
      await station.pass(45_000);
    }
    await station.unpublish("one");
    await station.pass(1_100);
    expect(await running()).toEqual(before);
  });

  it("is a filler: pieces come into the library and the show before it goes, and it airs to its end", async () => {
    await station.conformed("first", "First", true);
    await station.publish("talk", station.live(60, { title: "Talk", slug: "talk" }));
    const end = station.nowSecond + 60 + 3600;
    await station.pass(1_100);
    await station.pass((end + 100 - station.nowSecond) * 1000);
    const before = await running();
    expect(before).toMatchObject({ kind: "filler", room: { asset: "first" } });
    for (const piece of ["another", "second"]) {
      await station.conformed(piece, piece, true);
      await station.pass(1_100);
    }
    await station.unpublish("talk");
    await station.pass(1_100);
    const { fillers: _pool, ...after } = (await running()) ?? {};
    expect(after).toEqual(before);
    expect((await rundown()).fillers).toHaveLength(3);
    await station.pass(((before?.end ?? 0) - station.nowSecond) * 1000);
    const next = await running();
    expect(next).toMatchObject({ kind: "filler", start: before?.end });
    expect(["another", "second"]).toContain(next?.room.kind === "asset" && next.room.asset);
  });
});
