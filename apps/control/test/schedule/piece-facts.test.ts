import { Library, type Piece } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };

let station: Station;
beforeEach(async () => {
  station = new Station();
  await station.conformed("film", "A film");
});
afterEach(() => station.end());

async function film(): Promise<Piece | undefined> {
  const { assets } = Library.parse((await station.get(routes.library, producers)).body);
  return assets.find(({ asset }) => asset === "film");
}

const change = (body: unknown, asset = "film", headers: Record<string, string> = producers) =>
  station.send("PATCH", routes.piece(asset), JSON.stringify(body), {
    "content-type": "application/json",
    ...headers,
  });

describe("what is known of a piece", () => {
  it("is at first what its index says", async () => {
    expect(await film()).toEqual({
      asset: "film",
      title: "A film",
      durationSeconds: 60,
      filler: false,
      summary: "",
      tags: [],
      people: [],
      territories: [],
      favourite: false,
      breaks: [],
      addedAt: station.nowSecond,
      sourceKind: "file",
    });
  });

  it("has the chapters of its file as break points, until somebody says otherwise", async () => {
    await station.conformed("film", "A film", false, { chapters: [20, 41] });
    expect(await film()).toMatchObject({ breaks: [20, 41] });
    await change({ breaks: [30] });
    await station.conformed("film", "A film", false, { chapters: [25] });
    expect(await film()).toMatchObject({ breaks: [30] });
    await change({ breaks: [] });
    expect(await film()).toMatchObject({ breaks: [] });
  });

  it("is changed field by field, outlasts a new start, and says so in the next rundown", async () => {
    const first = await change({
      title: " The Sea ",
      tags: ["Sea", "sea", "ident"],
      rightsFrom: 10,
      rightsTo: 20,
    });
    expect(first).toMatchObject({ status: 200, body: { title: "The Sea", tags: ["sea", "ident"] } });
    await change({ breaks: [40, 12, 40], territories: ["pt", "DE"], people: ["Ana Lima"], rightsTo: null });
    await station.startAnew();
    const piece = await film();
    expect(piece).toMatchObject({
      title: "The Sea",
      tags: ["sea", "ident"],
      rightsFrom: 10,
      breaks: [12, 40],
      territories: ["DE", "PT"],
      people: ["Ana Lima"],
    });
    expect(piece).not.toHaveProperty("rightsTo");
    await change({ rightsFrom: null, filler: true, territories: [] });
    await station.pass(1000);
    expect((await station.rundownInForce())?.fillers).toEqual([{ asset: "film", durationSeconds: 60 }]);
  });

  it.each([
    ["a field that nobody knows", { colour: "blue" }, 400, "body"],
    ["an empty title", { title: " " }, 400, "title"],
    ["a tag of signs", { tags: ["sea", "#1"] }, 400, "tags.1"],
    ["a country that is none", { territories: ["Portugal"] }, 400, "territories.0"],
    ["rights that end before they begin", { rightsFrom: 20, rightsTo: 20 }, 422, "body.rightsTo"],
    ["a break at its end", { breaks: [10, 60] }, 422, "body.breaks"],
  ])("is not changed by %s", async (_, body, status, field) => {
    const before = await film();
    expect(await change(body)).toMatchObject({ status, body: { error: { code: "malformed", field } } });
    expect(await film()).toEqual(before);
  });

  it("is changed by producers alone, and of pieces that are there", async () => {
    expect(await change({ title: "Mine" }, "film", {})).toMatchObject({ status: 401 });
    expect(await change({ title: "Mine" }, "nothing")).toMatchObject({
      status: 404,
      body: { error: { code: "unknown-asset", field: "asset" } },
    });
  });
});

describe("the entry of a recording", () => {
  const publish = (fields: Record<string, unknown>) =>
    station.publish("rec", { title: "From the desk", asset: "film", ...fields }, "recording");

  it("says what its piece is when it is published, in the station's local dates", async () => {
    await publish({
      summary: "Of waves.",
      tags: ["Sea"],
      filler: true,
      favourite: true,
      territories: ["PT"],
      rightsFrom: "2027-03-01",
      rightsTo: "2027-03-31",
      breaks: ["0:30", "0:12"],
    });
    expect(await film()).toMatchObject({
      title: "From the desk",
      summary: "Of waves.",
      tags: ["sea"],
      filler: true,
      favourite: true,
      territories: ["PT"],
      rightsFrom: Date.parse("2027-02-28T23:00:00Z") / 1000,
      rightsTo: Date.parse("2027-03-31T22:00:00Z") / 1000,
      breaks: [12, 30],
    });
  });

  it("says only what it changes: the last word on each field counts", async () => {
    await publish({ tags: ["sea"], summary: "Of waves." });
    await change({ tags: ["sea", "ident"], title: "By hand" });
    await publish({ tags: ["sea"], summary: "Of tides." });
    expect(await film()).toMatchObject({ title: "By hand", tags: ["sea", "ident"], summary: "Of tides." });
    await publish({ tags: ["night"] });
    expect(await film()).toMatchObject({ title: "By hand", tags: ["night"], summary: "" });
  });

  it("may come before its piece does", async () => {
    await station.publish("later", { title: "Told early", asset: "late" }, "recording");
    await station.conformed("late", "late.mp4");
    const { assets } = Library.parse((await station.get(routes.library, producers)).body);
    expect(assets.map(({ title }) => title)).toEqual(["A film", "Told early"]);
  });

  it("has the people of its entry, though no webhook names them, and their new names", async () => {
    await station.publish("ana", { name: "Ana" }, "person");
    const entry = { title: "A film", asset: "film", tags: ["sea"], people: [link("ana")] };
    await station.publishUnheard("rec", entry, "recording");
    await station.pass(301_000);
    expect(await film()).toMatchObject({ people: ["Ana"], tags: ["sea"] });
    await station.publish("ana", { name: "Ana Lima" }, "person");
    await station.pass(3_000);
    expect(await film()).toMatchObject({ people: ["Ana Lima"], tags: ["sea"] });
  });
});
