import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeBundle } from "@nonstop/contract/bundle";
import { afterEach, describe, expect, it } from "vitest";
import { filmItem, House, liveItem, rundown, T, until } from "./house.ts";
import { madeUpAsset, madeUpSecond, PARAMETERS, writtenIn } from "./made-up-media.ts";

let house: House;
afterEach(() => house.close());

const at = (seconds: number): Promise<void> => house.clock.advanceTo((T + seconds) * 1000);

describe("a live room", () => {
  it("is proposed as soon as its second is there, not before n + 1", async () => {
    house = await House.open([liveItem(0, 100)]);
    house.ingest.offer("studio", T - 5, T);
    await house.start();
    await at(1);
    expect(house.edge.proposals.all).toEqual([]);
    await at(1.15);
    house.ingest.offer("studio", T - 5, T + 1);
    const first = await house.committed(T);
    expect(first).toMatchObject({
      atMs: (T + 1.15) * 1000,
      rank: 0,
      reason: "rundown",
      room: { kind: "live", room: "studio" },
      rundownVersion: 3,
      itemId: "live@0",
      itemKind: "live",
      airing: "live",
      title: "Live",
      playout: "playout-1",
    });
    expect(writtenIn(first.parts)).toBe(`studio#${T}`);
    expect([...first.parts.keys()]).toEqual(["v360", "audio"]);
  });

  it("is slate at the deadline when its second does not come, and back after three clean ones", async () => {
    house = await House.open([liveItem(0, 100)]);
    house.ingest.offer("studio", T - 5, T);
    await house.start();
    await at(2.499);
    expect(house.edge.proposals.all).toEqual([]);
    await at(2.5);
    expect(await house.committed(T)).toMatchObject({
      rank: 3,
      reason: "not-started",
      room: { kind: "slate" },
      atMs: (T + 2.5) * 1000,
    });
    expect((await house.committed(T)).parts.size).toBe(0);
    house.ingest.offer("studio", T + 1, T + 6);
    await house.ingest.asked.first((path) => path.endsWith(`/${T + 1}`));
    await at(3.5);
    expect(await house.committed(T + 1)).toMatchObject({ rank: 3, reason: "room-returning" });
    await at(4.5);
    expect(await house.committed(T + 2)).toMatchObject({ rank: 3, reason: "room-returning" });
    expect(await house.committed(T + 3)).toMatchObject({ rank: 0, reason: "rundown" });
  });

  it("is slate once it has been black for as long as its item bears", async () => {
    house = await House.open([liveItem(0, 100, { limits: { blackSeconds: 5 } })]);
    house.ingest.offer("studio", T - 5, T);
    await house.start();
    for (const second of [0, 1, 2, 3, 4]) {
      await at(second + 1);
      house.ingest.offer("studio", T - 5, T + second + 1, ["black"]);
      if (second < 4) expect(await house.committed(T + second)).toMatchObject({ rank: 0, reason: "rundown" });
    }
    await house.ingest.asked.first((path) => path.endsWith(`/${T + 4}`));
    await at(6.5);
    expect(await house.committed(T + 4)).toMatchObject({ rank: 3, reason: "room-black", airing: "live" });
  });

  it("gives way to plan B, from the beginning of that", async () => {
    house = await House.open([liveItem(0, 100, { planB: { asset: "film", durationSeconds: 64 } })]);
    await house.start();
    await house.hasChunk("film", 3);
    await at(2.5);
    await house.committed(T);
    await at(3.5);
    const second = await house.committed(T + 1);
    expect(second).toMatchObject({ rank: 1, reason: "not-started", room: { asset: "film", startSecond: T } });
    expect(writtenIn(second.parts)).toBe("film#1");
  });

  it.each([
    ["bytes that are no bundle", new Uint8Array([1, 2, 3])],
    ["another second", encodeBundle({ room: "studio", second: T + 7 }, new Map())],
    [
      "a second without sound",
      encodeBundle({ room: "studio", second: T }, new Map([["v360", madeUpSecond("studio", T)["v360"]!]])),
    ],
    [
      "a second of another time",
      encodeBundle({ room: "studio", second: T }, new Map(Object.entries(madeUpSecond("studio", T + 1)))),
    ],
    ["no answer", "hang" as const],
  ])("is left for slate when ingest gives %s", async (_, garbage) => {
    house = await House.open([liveItem(0, 100)]);
    house.ingest.garbage.set(`studio/${T}`, garbage);
    house.ingest.offer("studio", T - 5, T + 1);
    await house.start();
    await at(1.1);
    await house.ingest.asked.first((path) => path.endsWith(`/${T}`));
    await at(2.8);
    expect(await house.committed(T)).toMatchObject({ rank: 3, room: { kind: "slate" } });
  });
});

describe("a recording", () => {
  it("airs on its second, at n + 1", async () => {
    house = await House.open([liveItem(0, 3), filmItem(3, 60)]);
    house.ingest.offer("studio", T - 5, T + 3);
    await house.start();
    await house.hasChunk("film", 0);
    for (let second = 0; second < 5; second += 1) {
      await at(second + 1);
      await house.committed(T + second);
    }
    const seconds = house.edge.committed.all;
    expect(seconds.map(({ parts }) => writtenIn(parts))).toEqual([
      `studio#${T}`,
      `studio#${T + 1}`,
      `studio#${T + 2}`,
      "film#0",
      "film#1",
    ]);
    expect(seconds.every(({ second, atMs }) => atMs === (second + 1) * 1000)).toBe(true);
    const asRun = await (await fetch(`http://127.0.0.1:${house.port}/as-run`)).json();
    expect(asRun).toMatchObject({
      spans: [
        { from: T, to: T + 3 },
        { from: T + 3, to: T + 5, airing: "film" },
      ],
    });
    expect((await fetch(`http://127.0.0.1:${house.port}/healthz`)).status).toBe(200);
  });

  it("is fetched again when its file is broken, and airs from memory and disk without the edge's library", async () => {
    house = await House.open([filmItem(0, 60)]);
    await house.start();
    await house.hasChunk("film", 3);
    await house.stopPlayout();
    const folder = join(house.stateDir, "assets", "film");
    expect((await readdir(folder)).sort()).toEqual([
      "0.chunk",
      "1.chunk",
      "2.chunk",
      "3.chunk",
      "index.json",
    ]);
    const whole = await readFile(join(folder, "0.chunk"));
    await writeFile(join(folder, "0.chunk"), whole.subarray(0, 500));
    const asked = house.edge.asked.all.length;
    await house.start();
    await house.heard("asset-chunk-broken");
    await until(async () =>
      (await readFile(join(folder, "0.chunk")).catch(() => Buffer.alloc(0))).equals(whole),
    );
    const again = house.edge.asked.all.slice(asked).filter((path) => path.endsWith(".chunk"));
    expect(again.map((path) => path.slice(-7))).toEqual(["0.chunk"]);
    house.edge.assets.clear();
    await at(1);
    expect(writtenIn((await house.committed(T)).parts)).toBe("film#0");
  });

  it("is refused when its parameters are not the house's, with a warning as long as it is wanted", async () => {
    house = await House.open([filmItem(0, 60)]);
    const { chunks } = madeUpAsset("slate", 8);
    house.edge.slate = chunks[0];
    const other = { ...PARAMETERS, audio: { asc: "EhA=" } };
    house.edge.assets.set("film", madeUpAsset("film", 64, other));
    await house.start();
    await house.heard("warning", ({ warning }) => warning === "asset-film");
    await at(2.5);
    expect(await house.committed(T)).toMatchObject({ rank: 3, reason: "asset-missing" });
    house.edge.push(rundown([liveItem(0, 100)], { version: 4 }));
    await house.heard("warning-over", ({ warning }) => warning === "asset-film");
  });
});

describe("a take", () => {
  it("puts a room over the rundown for its seconds, and says so", async () => {
    house = await House.open([filmItem(0, 60)]);
    house.ingest.offer("studio", T, T + 10);
    await house.start();
    await house.hasChunk("film", 0);
    await at(1);
    await house.committed(T);
    house.edge.take([{ id: "take-1", room: { kind: "live", room: "studio" }, from: T + 2, to: T + 4 }]);
    await house.heard("takes", ({ standing }) => Array.isArray(standing) && standing.length === 1);
    for (let second = 1; second < 5; second += 1) {
      await at(second + 1);
      await house.committed(T + second);
    }
    expect(house.edge.committed.all.map(({ reason, take }) => [reason, take])).toEqual([
      ["rundown", undefined],
      ["rundown", undefined],
      ["take", "take-1"],
      ["take", "take-1"],
      ["rundown", undefined],
    ]);
  });

  it("reaches a playout whose socket is silent with the edge's next answer", async () => {
    house = await House.open([filmItem(0, 60)]);
    await house.start();
    await house.hasChunk("film", 0);
    house.edge.take([{ id: "unheard", room: { kind: "slate" }, from: T }], { isPushed: false });
    await at(1);
    expect(await house.committed(T)).toMatchObject({ take: "unheard", room: { kind: "slate" } });
  });

  it("is believed from a Channel that began anew, whose versions are lower", async () => {
    house = await House.open([filmItem(0, 60)]);
    await house.start();
    const take = async (id: string): Promise<void> => {
      house.edge.take([{ id, room: { kind: "slate" }, from: T + 20 }]);
      await house.heard("takes", ({ standing }) => JSON.stringify(standing).includes(id));
    };
    await take("before-1");
    await take("before-2");
    await house.edge.close();
    house.edge.forgetTakes();
    await house.edge.open();
    await house.edge.connections.first((socket) => socket !== house.edge.connections.all[0]);
    await take("anew");
  });
});

describe("the edge", () => {
  it("is believed when it has a newer rundown: the second is decided and proposed again", async () => {
    house = await House.open([liveItem(0, 100)]);
    house.ingest.offer("studio", T - 5, T + 10);
    await house.start();
    house.edge.rundown = rundown([filmItem(0, 60)], { version: 4 });
    void house.clock.advanceTo((T + 1) * 1000);
    await house.heard("rundown", ({ version }) => version === 4);
    await house.hasChunk("film", 0);
    const second = await house.committed(T);
    expect(second).toMatchObject({ rundownVersion: 4, room: { kind: "asset", asset: "film" } });
  });

  it("may have given the second to another playout", async () => {
    house = await House.open([liveItem(0, 100)]);
    house.ingest.offer("studio", T - 5, T + 10);
    house.edge.answer = ({ second }) => (second === T ? { kind: "taken", second, by: "playout" } : undefined);
    await house.start();
    await at(2);
    await house.committed(T + 1);
    expect(house.edge.proposals.all.filter(({ second }) => second === T)).toHaveLength(1);
  });

  it("is asked again when it says too early", async () => {
    house = await House.open([liveItem(0, 100)]);
    house.ingest.offer("studio", T - 5, T + 10);
    let times = 0;
    house.edge.answer = ({ second, atMs }) => {
      times += 1;
      return times === 1 ? { kind: "too-early", second, nowMs: atMs - 40 } : undefined;
    };
    await house.start();
    await at(1);
    await house.edge.proposals.first(() => true);
    await until(async () => {
      await house.clock.advanceTo(house.clock.nowMs() + 10);
      return house.edge.committed.all.length > 0;
    });
    expect(times).toBe(2);
    expect((await house.committed(T)).atMs).toBeGreaterThanOrEqual((T + 1.04) * 1000);
  });

  it("gets the seconds that are still open when it is back, and the next ones on time", async () => {
    house = await House.open([filmItem(0, 60)]);
    await house.start();
    await house.hasChunk("film", 0);
    await at(1);
    await house.committed(T);
    await house.edge.close();
    await at(2.2);
    await house.heard("warning", ({ warning }) => warning === "edge-down");
    await house.edge.open();
    await until(async () => {
      await house.clock.advanceTo(Math.min((T + 3.4) * 1000, house.clock.nowMs() + 20));
      return house.edge.committed.all.some(({ second }) => second === T + 1);
    });
    await at(6);
    await house.committed(T + 5);
    await house.heard("warning-over", ({ warning }) => warning === "edge-down");
    await house.edge.connections.first((socket) => socket !== house.edge.connections.all[0]);
  });

  it("may fall silent in the middle of an answer", async () => {
    house = await House.open([filmItem(0, 60)]);
    let hungUp = false;
    house.edge.answer = () => {
      if (hungUp) return undefined;
      hungUp = true;
      return "hang-up";
    };
    await house.start();
    await house.hasChunk("film", 0);
    await at(1);
    await house.heard("warning", ({ warning }) => warning === "edge-down");
    await at(1.3);
    expect(await house.committed(T)).toMatchObject({ rank: 0 });
  });

  it("may push garbage and older rundowns", async () => {
    house = await House.open([filmItem(0, 60)]);
    await house.start();
    await house.hasChunk("film", 0);
    house.edge.pushText("{");
    house.edge.pushText(
      JSON.stringify({ kind: "rundown", rundown: rundown([liveItem(0, 60)], { version: 2 }) }),
    );
    house.edge.pushText(
      JSON.stringify({
        kind: "takes",
        version: 0,
        takes: [{ id: "x", room: { kind: "slate" }, from: T }],
      }),
    );
    house.edge.pushText(JSON.stringify({ kind: "unheard-of" }));
    await until(
      async () => house.said.all.filter(({ event }) => event === "edge-message-ignored").length === 2,
    );
    await at(1);
    expect(await house.committed(T)).toMatchObject({ room: { asset: "film" }, rundownVersion: 3 });
  });

  it("hears about this playout every second", async () => {
    house = await House.open([filmItem(0, 60)]);
    await house.start();
    house.ingest.say({ kind: "room", status: { room: "studio", state: "live", sinceMs: 0, offered: [] } });
    await until(async () => {
      await house.clock.advanceTo(house.clock.nowMs() + 500);
      return (house.edge.statuses.all.at(-1)?.status.rooms.length ?? 0) > 0;
    });
    const status = house.edge.statuses.all.at(-1)?.status;
    expect(status).toMatchObject({ playout: "playout-1", rundownVersion: 3, ingestConnected: true });
  });
});

describe("ingest", () => {
  it("may go down in a film and in a show, and come back", async () => {
    house = await House.open([filmItem(0, 2), liveItem(2, 100)]);
    house.ingest.offer("studio", T - 5, T);
    await house.start();
    await house.hasChunk("film", 0);
    await house.ingest.close();
    await house.heard("ingest-lost");
    await at(1);
    expect(await house.committed(T)).toMatchObject({ rank: 0, room: { asset: "film" } });
    await at(4.5);
    expect(await house.committed(T + 2)).toMatchObject({ rank: 3, reason: "not-started" });
    await house.ingest.open();
    house.ingest.offer("studio", T, T + 20);
    await house.ingest.listeners.first((response) => response !== house.ingest.listeners.all[0]);
    await house.ingest.asked.first((path) => path.endsWith(`/${T + 4}`) || path.endsWith(`/${T + 3}`));
    await at(6);
    expect(await house.committed(T + 5)).toMatchObject({ rank: 0, reason: "rundown" });
  });

  it("may babble", async () => {
    house = await House.open([filmItem(0, 60)]);
    await house.start();
    await house.hasChunk("film", 0);
    house.ingest.sayText("data: {\n\nevent: x\ndata: [1]\n\n");
    house.ingest.sayText(
      `data: ${JSON.stringify({ kind: "second", room: "../etc", second: -1, offeredAtMs: 0 })}\n\n`,
    );
    house.ingest.say({ kind: "second", room: "studio", second: 4_000_000_000, offeredAtMs: 0 });
    await until(async () => house.said.all.filter(({ event }) => event === "room-news-ignored").length === 3);
    await at(1);
    expect(await house.committed(T)).toMatchObject({ rank: 0 });
  });
});

describe("a cold start", () => {
  it("airs the last rundown from disk when the edge has none to tell", async () => {
    house = await House.open([filmItem(0, 60)]);
    await house.start();
    await house.hasChunk("film", 3);
    await house.stopPlayout();
    house.edge.rundown = undefined;
    house.edge.assets.clear();
    await house.clock.advanceTo((T + 20) * 1000);
    await house.start();
    await at(21);
    const second = await house.committed(T + 20);
    expect(writtenIn(second.parts)).toBe("film#20");
  });

  it("ignores a broken rundown file and asks the edge when its socket is silent", async () => {
    house = await House.open([filmItem(0, 60)]);
    await writeFile(join(house.stateDir, "rundown.json"), '{"channel":');
    house.edge.pushesRundown = false;
    await house.start();
    await house.heard("rundown-file-ignored");
    await house.heard("rundown", ({ version }) => version === 3);
    await house.hasChunk("film", 0);
    await at(1);
    expect(await house.committed(T)).toMatchObject({ rank: 0 });
  });

  it("is slate without any rundown", async () => {
    house = await House.open([]);
    await house.start();
    await at(1);
    expect(await house.committed(T)).toMatchObject({ rank: 3, reason: "no-rundown", rundownVersion: 0 });
  });
});

describe("time", () => {
  it("that passed while the process was halted costs the seconds that are closed by then, and no more", async () => {
    house = await House.open([filmItem(0, 60)]);
    await house.start();
    await house.hasChunk("film", 3);
    await at(1);
    await house.committed(T);
    house.clock.halt(8000);
    await at(10.1);
    await house.committed(T + 9);
    await house.committed(T + 8);
  });

  it("that is put back by an hour is gone on from", async () => {
    house = await House.open([]);
    await house.start();
    await at(1);
    await house.committed(T);
    house.clock.putBack(3600_000);
    await at(-3596);
    await house.committed(T - 3598);
    await house.committed(T - 3597);
  });
});
