import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

const headers = { authorization: `Bearer ${env.PRODUCER_TOKEN}`, "content-type": "application/json" };

let station: Station;
beforeEach(async () => {
  station = new Station();
  await station.conformed("film", "A film", true);
  await station.publish("rec", { title: "A film", asset: "film" }, "recording");
  const { startsAt } = station.live(3600);
  await station.publish("ev1", {
    title: "Late film",
    kind: "film",
    recording: link("rec"),
    startsAt,
    durationMinutes: 1,
  });
  await station.pass(2000);
});
afterEach(() => station.end());

const change = async (body: object): Promise<void> => {
  await station.send("PATCH", routes.piece("film"), JSON.stringify(body), headers);
  await station.pass(2000);
};
const plansFilm = async (): Promise<boolean> => {
  const items = (await station.rundownInForce())?.items ?? [];
  return items.some(({ airing, room }) => airing === "ev1" && room.kind === "asset");
};

describe("an event whose recording has no rights then", () => {
  it("does not air it, says so in its entry, and airs it when the rights are put right", async () => {
    expect(await plansFilm()).toBe(true);
    await change({ rightsTo: station.nowSecond + 60 });
    expect(await plansFilm()).toBe(false);
    expect(await station.status("ev1")).toMatchObject({
      state: "failed",
      problem: { code: "recording-outside-rights", field: "fields.recording" },
    });
    expect(station.contentful.value("ev1", "provisionError")).toContain("may not air after");
    await change({ rightsTo: null });
    expect(await plansFilm()).toBe(true);
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
  });

  it("and no filler, airs nothing that may not be shown in the station's country", async () => {
    await station.set({ STATION_TERRITORY: "DE" });
    await change({ territories: ["PT"] });
    expect(await plansFilm()).toBe(false);
    expect((await station.rundownInForce())?.fillers).toEqual([]);
    expect((await station.status("ev1"))?.problem?.message).toContain("may not be shown in DE");
    await change({ territories: ["PT", "DE"] });
    expect(await plansFilm()).toBe(true);
  });
});
