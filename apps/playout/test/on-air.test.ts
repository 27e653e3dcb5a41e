import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AssetIndex } from "@nonstop/contract/asset";
import { mediaMark } from "@nonstop/contract/asset-source";
import { encodeBundle } from "@nonstop/contract/bundle";
import { afterEach, describe, expect, it } from "vitest";
import { filmItem, TestStation, liveItem, rundown, T, until } from "./station.ts";
import { madeUpAsset, madeUpSecond, PARAMETERS, writtenIn } from "./made-up-media.ts";

let station: TestStation;
afterEach(() => station.close());

const at = (seconds: number): Promise<void> => station.clock.advanceTo((T + seconds) * 1000);

describe("a live room", () => {
  it("is proposed as soon as its second is there, not before n + 1", async () => {
    station = await TestStation.open([liveItem(0, 100)]);
    station.ingest.offer("studio", T - 5, T);
    await station.start();
    await at(1);
    expect(station.edge.proposals.all).toEqual([]);
    await at(1.15);
    station.ingest.offer("studio", T - 5, T + 1);
    const first = await station.committed(T);
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
    station = await TestStation.open([liveItem(0, 100)]);
    station.ingest.offer("studio", T - 5, T);
    await station.start();
    await at(2.499);
    expect(station.edge.proposals.all).toEqual([]);
    await at(2.5);
    expect(await station.committed(T)).toMatchObject({
      rank: 3,
      reason: "not-started",
      room: { kind: "slate" },
      atMs: (T + 2.5) * 1000,
    });
    expect((await station.committed(T)).parts.size).toBe(0);
    station.ingest.offer("studio", T + 1, T + 6);
    await station.ingest.asked.first((path) => path.endsWith(`/${T + 1}`));
    await at(3.5);
    expect(await station.committed(T + 1)).toMatchObject({ rank: 3, reason: "room-returning" });
    await at(4.5);
    expect(await station.committed(T + 2)).toMatchObject({ rank: 3, reason: "room-returning" });
    expect(await station.committed(T + 3)).toMatchObject({ rank: 0, reason: "rundown" });
  });

  it("is slate once it has been black for as long as its item bears", async () => {
    station = await TestStation.open([liveItem(0, 100, { limits: { blackSeconds: 5 } })]);
    station.ingest.offer("studio", T - 5, T);
    await station.start();
    for (const second of [0, 1, 2, 3, 4]) {
      await at(second + 1);
      station.ingest.offer("studio", T - 5, T + second + 1, ["black"]);
      if (second < 4)
        expect(await station.committed(T + second)).toMatchObject({ rank: 0, reason: "rundown" });
    }
    await station.ingest.asked.first((path) => path.endsWith(`/${T + 4}`));
    await at(6.5);
    expect(await station.committed(T + 4)).toMatchObject({ rank: 3, reason: "room-black", airing: "live" });
  });

  it("stays on plan B where that is when a new rundown comes", async () => {
    const items = [liveItem(0, 100, { planB: { asset: "film", durationSeconds: 64 } })];
    station = await TestStation.open(items);
    await station.start();
    await station.hasChunk("film", 3);
    for (const second of [0, 1, 2, 3]) {
      if (second === 2) station.edge.push(rundown(items, { version: 4, to: T + 500 }));
      if (second === 2) await station.heard("rundown", ({ version }) => version === 4);
      await at(second + 2.5);
      const { parts, room } = await station.committed(T + second);
      expect(room).toMatchObject({ asset: "film", startSecond: T });
      expect(writtenIn(parts)).toBe(`film#${second}`);
    }
  });

  it("gives way to plan B, from the beginning of that", async () => {
    station = await TestStation.open([liveItem(0, 100, { planB: { asset: "film", durationSeconds: 64 } })]);
    await station.start();
    await station.hasChunk("film", 3);
    await at(2.5);
    await station.committed(T);
    await at(3.5);
    const second = await station.committed(T + 1);
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
    station = await TestStation.open([liveItem(0, 100)]);
    station.ingest.garbage.set(`studio/${T}`, garbage);
    station.ingest.offer("studio", T - 5, T + 1);
    await station.start();
    await at(1.1);
    await station.ingest.asked.first((path) => path.endsWith(`/${T}`));
    await at(2.8);
    expect(await station.committed(T)).toMatchObject({ rank: 3, room: { kind: "slate" } });
  });
});

it("a live second whose connection to ingest is dead is asked for on another one, in time", async () => {
  station = await TestStation.open([liveItem(0, 100)]);
  station.ingest.garbage.set(`studio/${T}`, "hang-once");
  station.ingest.offer("studio", T - 5, T + 1);
  await station.start();
  await at(1.1);
  expect(await station.committed(T)).toMatchObject({ rank: 0, room: { room: "studio" } });
});

describe("a recording", () => {
  it("airs on its second, at n + 1", async () => {
    station = await TestStation.open([liveItem(0, 3), filmItem(3, 60)]);
    station.ingest.offer("studio", T - 5, T + 3);
    await station.start();
    await station.hasChunk("film", 0);
    for (let second = 0; second < 5; second += 1) {
      await at(second + 1);
      await station.committed(T + second);
    }
    const seconds = station.edge.committed.all;
    expect(seconds.map(({ parts }) => writtenIn(parts))).toEqual([
      `studio#${T}`,
      `studio#${T + 1}`,
      `studio#${T + 2}`,
      "film#0",
      "film#1",
    ]);
    expect(seconds.every(({ second, atMs }) => atMs === (second + 1) * 1000)).toBe(true);
    const asRun = await (await fetch(`http://127.0.0.1:${station.port}/as-run`)).json();
    expect(asRun).toMatchObject({
      spans: [
        { from: T, to: T + 3 },
        { from: T + 3, to: T + 5, airing: "film" },
      ],
    });
    expect((await fetch(`http://127.0.0.1:${station.port}/healthz`)).status).toBe(200);
  });

  it("is fetched again when its file is broken, and airs from memory and disk without the edge's library", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    await station.start();
    await station.hasChunk("film", 3);
    await station.stopPlayout();
    const folder = join(station.stateDir, "assets", "film");
    expect((await readdir(folder)).sort()).toEqual([
      "0.chunk",
      "1.chunk",
      "2.chunk",
      "3.chunk",
      "index.json",
    ]);
    const whole = await readFile(join(folder, "0.chunk"));
    await writeFile(join(folder, "0.chunk"), whole.subarray(0, 500));
    const asked = station.edge.asked.all.length;
    await station.start();
    await station.heard("asset-chunk-broken");
    await until(async () =>
      (await readFile(join(folder, "0.chunk")).catch(() => Buffer.alloc(0))).equals(whole),
    );
    const again = station.edge.asked.all.slice(asked).filter((path) => path.endsWith(".chunk"));
    expect(again.map((path) => path.slice(-7))).toEqual(["0.chunk"]);
    station.edge.assets.clear();
    await at(1);
    expect(writtenIn((await station.committed(T)).parts)).toBe("film#0");
  });

  it("is never mixed of old and new chunks: a kept copy is not fetched again, a replaced file is", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    const { index, chunks } = madeUpAsset("film", 64);
    const spans = [{ from: T - 500, to: T - 436 }];
    const source = { kind: "past", channel: "main", version: "360p-0a1b2c3d", spans } as const;
    station.edge.assets.set("film", { index: { ...index, source }, chunks });
    const mark = mediaMark(source)!;
    await station.start();
    await station.hasChunk("film", 3, mark);
    const chunksAsked = () => station.edge.asked.all.filter((path) => path.endsWith(".chunk")).length;
    expect(chunksAsked()).toBe(4);

    const indexAsked = () => station.edge.asked.all.filter((path) => path.endsWith("film/index.json")).length;
    const becomes = async (version: number, index: AssetIndex, chunks: Uint8Array[]): Promise<void> => {
      const asked = indexAsked();
      station.edge.assets.set("film", { index, chunks });
      station.clock.halt(700_000);
      station.edge.push(rundown([filmItem(750 * (version - 3), 750 * (version - 3) + 60)], { version }));
      await until(() => indexAsked() > asked);
    };
    await becomes(4, { ...index, source: { kind: "chunks", folder: mark } }, chunks);
    const other = madeUpAsset("film", 64, PARAMETERS, "remake");
    await becomes(5, { ...other.index, source: { kind: "chunks", folder: "take-2" } }, other.chunks);
    await station.heard("asset-replaced");
    await station.hasChunk("film", 3, "take-2");
    expect(chunksAsked()).toBe(8);
    await at(1501);
    expect(writtenIn((await station.committed(T + 1500)).parts)).toBe("remake#0");
  });

  it("is refused when its parameters are not the station's, with a warning as long as it is wanted", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    const { chunks } = madeUpAsset("slate", 8);
    station.edge.slate = chunks[0];
    const other = { ...PARAMETERS, audio: { asc: "EhA=" } };
    station.edge.assets.set("film", madeUpAsset("film", 64, other));
    await station.start();
    await station.heard("warning", ({ warning }) => warning === "asset-film");
    await at(2.5);
    expect(await station.committed(T)).toMatchObject({ rank: 3, reason: "asset-missing" });
    station.edge.push(rundown([liveItem(0, 100)], { version: 4 }));
    await station.heard("warning-over", ({ warning }) => warning === "asset-film");
  });
});

describe("a take", () => {
  it("puts a room over the rundown for its seconds, and says so", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    station.ingest.offer("studio", T, T + 10);
    await station.start();
    await station.hasChunk("film", 0);
    await at(1);
    await station.committed(T);
    station.edge.take([{ id: "take-1", room: { kind: "live", room: "studio" }, from: T + 2, to: T + 4 }]);
    await station.heard("takes", ({ standing }) => Array.isArray(standing) && standing.length === 1);
    for (let second = 1; second < 5; second += 1) {
      await at(second + 1);
      await station.committed(T + second);
    }
    expect(station.edge.committed.all.map(({ reason, take }) => [reason, take])).toEqual([
      ["rundown", undefined],
      ["rundown", undefined],
      ["take", "take-1"],
      ["take", "take-1"],
      ["rundown", undefined],
    ]);
  });

  it("reaches a playout whose socket is silent with the edge's next answer", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    await station.start();
    await station.hasChunk("film", 0);
    station.edge.take([{ id: "unheard", room: { kind: "slate" }, from: T }], { isPushed: false });
    await at(1);
    expect(await station.committed(T)).toMatchObject({ take: "unheard", room: { kind: "slate" } });
  });

  it("is believed from a Channel that began anew, whose versions are lower", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    await station.start();
    const take = async (id: string): Promise<void> => {
      station.edge.take([{ id, room: { kind: "slate" }, from: T + 20 }]);
      await station.heard("takes", ({ standing }) => JSON.stringify(standing).includes(id));
    };
    await take("before-1");
    await take("before-2");
    await station.edge.close();
    station.edge.forgetTakes();
    await station.edge.open();
    await station.edge.connections.first((socket) => socket !== station.edge.connections.all[0]);
    await take("anew");
  });
});

describe("the edge", () => {
  it("is believed when it has a newer rundown: the second is decided and proposed again", async () => {
    station = await TestStation.open([liveItem(0, 100)]);
    station.ingest.offer("studio", T - 5, T + 10);
    await station.start();
    station.edge.rundown = rundown([filmItem(0, 60)], { version: 4 });
    void station.clock.advanceTo((T + 1) * 1000);
    await station.heard("rundown", ({ version }) => version === 4);
    await station.hasChunk("film", 0);
    const second = await station.committed(T);
    expect(second).toMatchObject({ rundownVersion: 4, room: { kind: "asset", asset: "film" } });
  });

  it("may have given the second to another playout", async () => {
    station = await TestStation.open([liveItem(0, 100)]);
    station.ingest.offer("studio", T - 5, T + 10);
    station.edge.answer = ({ second }) =>
      second === T ? { kind: "taken", second, by: "playout" } : undefined;
    await station.start();
    await at(2);
    await station.committed(T + 1);
    expect(station.edge.proposals.all.filter(({ second }) => second === T)).toHaveLength(1);
  });

  it("is asked again when it says too early", async () => {
    station = await TestStation.open([liveItem(0, 100)]);
    station.ingest.offer("studio", T - 5, T + 10);
    let times = 0;
    station.edge.answer = ({ second, atMs }) => {
      times += 1;
      return times === 1 ? { kind: "too-early", second, nowMs: atMs - 40 } : undefined;
    };
    await station.start();
    await at(1);
    await station.edge.proposals.first(() => true);
    await until(async () => {
      await station.clock.advanceTo(station.clock.nowMs() + 10);
      return station.edge.committed.all.length > 0;
    });
    expect(times).toBe(2);
    expect((await station.committed(T)).atMs).toBeGreaterThanOrEqual((T + 1.04) * 1000);
  });

  it("gets the seconds that are still open when it is back, and the next ones on time", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    await station.start();
    await station.hasChunk("film", 0);
    await at(1);
    await station.committed(T);
    await station.edge.close();
    await at(2.2);
    await station.heard("warning", ({ warning }) => warning === "edge-down");
    await station.edge.open();
    await until(async () => {
      await station.clock.advanceTo(Math.min((T + 3.4) * 1000, station.clock.nowMs() + 20));
      return station.edge.committed.all.some(({ second }) => second === T + 1);
    });
    await at(6);
    await station.committed(T + 5);
    await station.heard("warning-over", ({ warning }) => warning === "edge-down");
    await station.edge.connections.first((socket) => socket !== station.edge.connections.all[0]);
  });

  it("may fall silent in the middle of an answer", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    let hungUp = false;
    station.edge.answer = () => {
      if (hungUp) return undefined;
      hungUp = true;
      return "hang-up";
    };
    await station.start();
    await station.hasChunk("film", 0);
    await at(1);
    await station.heard("warning", ({ warning }) => warning === "edge-down");
    await at(1.3);
    expect(await station.committed(T)).toMatchObject({ rank: 0 });
  });

  it("may be silent on one connection: it is asked on another one while the second is open", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    let asked = 0;
    station.edge.answer = () => {
      asked += 1;
      return asked === 1 ? "silence" : undefined;
    };
    await station.start();
    await station.hasChunk("film", 0);
    await at(1);
    // The clock stands still: the second is no older for it.
    expect(await station.committed(T)).toMatchObject({ rank: 0, atMs: (T + 1) * 1000 });
  });

  it("may push garbage and older rundowns", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    await station.start();
    await station.hasChunk("film", 0);
    station.edge.pushText("{");
    station.edge.pushText(
      JSON.stringify({ kind: "rundown", rundown: rundown([liveItem(0, 60)], { version: 2 }) }),
    );
    station.edge.pushText(
      JSON.stringify({
        kind: "takes",
        version: 0,
        takes: [{ id: "x", room: { kind: "slate" }, from: T }],
      }),
    );
    station.edge.pushText(JSON.stringify({ kind: "unheard-of" }));
    await until(
      async () => station.said.all.filter(({ event }) => event === "edge-message-ignored").length === 2,
    );
    await at(1);
    expect(await station.committed(T)).toMatchObject({ room: { asset: "film" }, rundownVersion: 3 });
  });

  it("hears about this playout every second", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    await station.start();
    station.ingest.say({ kind: "room", status: { room: "studio", state: "live", sinceMs: 0, offered: [] } });
    await until(async () => {
      await station.clock.advanceTo(station.clock.nowMs() + 500);
      return (station.edge.statuses.all.at(-1)?.status.rooms.length ?? 0) > 0;
    });
    const status = station.edge.statuses.all.at(-1)?.status;
    expect(status).toMatchObject({ playout: "playout-1", rundownVersion: 3, ingestConnected: true });
  });
});

describe("ingest", () => {
  it("may go down in a film and in a show, and come back", async () => {
    station = await TestStation.open([filmItem(0, 2), liveItem(2, 100)]);
    station.ingest.offer("studio", T - 5, T);
    await station.start();
    await station.hasChunk("film", 0);
    await station.ingest.close();
    await station.heard("ingest-lost");
    await at(1);
    expect(await station.committed(T)).toMatchObject({ rank: 0, room: { asset: "film" } });
    await at(4.5);
    expect(await station.committed(T + 2)).toMatchObject({ rank: 3, reason: "not-started" });
    await station.ingest.open();
    station.ingest.offer("studio", T, T + 20);
    await station.ingest.listeners.first((response) => response !== station.ingest.listeners.all[0]);
    await station.ingest.asked.first((path) => path.endsWith(`/${T + 4}`) || path.endsWith(`/${T + 3}`));
    await at(6);
    expect(await station.committed(T + 5)).toMatchObject({ rank: 0, reason: "rundown" });
  });

  it("may babble", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    await station.start();
    await station.hasChunk("film", 0);
    station.ingest.sayText("data: {\n\nevent: x\ndata: [1]\n\n");
    station.ingest.sayText(
      `data: ${JSON.stringify({ kind: "second", room: "../etc", second: -1, offeredAtMs: 0 })}\n\n`,
    );
    station.ingest.say({ kind: "second", room: "studio", second: 4_000_000_000, offeredAtMs: 0 });
    await until(
      async () => station.said.all.filter(({ event }) => event === "room-news-ignored").length === 3,
    );
    await at(1);
    expect(await station.committed(T)).toMatchObject({ rank: 0 });
  });
});

describe("a cold start", () => {
  it("airs the last rundown from disk when the edge has none to tell", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    await station.start();
    await station.hasChunk("film", 3);
    await station.stopPlayout();
    station.edge.rundown = undefined;
    station.edge.assets.clear();
    await station.clock.advanceTo((T + 20) * 1000);
    await station.start();
    await at(21);
    const second = await station.committed(T + 20);
    expect(writtenIn(second.parts)).toBe("film#20");
  });

  it("ignores a broken rundown file and asks the edge when its socket is silent", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    await writeFile(join(station.stateDir, "rundown.json"), '{"channel":');
    station.edge.pushesRundown = false;
    await station.start();
    await station.heard("rundown-file-ignored");
    await station.heard("rundown", ({ version }) => version === 3);
    await station.hasChunk("film", 0);
    await at(1);
    expect(await station.committed(T)).toMatchObject({ rank: 0 });
  });

  it("is slate without any rundown", async () => {
    station = await TestStation.open([]);
    await station.start();
    await at(1);
    expect(await station.committed(T)).toMatchObject({ rank: 3, reason: "no-rundown", rundownVersion: 0 });
  });
});

describe("time", () => {
  it("that passed while the process was halted costs the seconds that are closed by then, and no more", async () => {
    station = await TestStation.open([filmItem(0, 60)]);
    await station.start();
    await station.hasChunk("film", 3);
    await at(1);
    await station.committed(T);
    station.clock.halt(8000);
    await at(10.1);
    await station.committed(T + 9);
    await station.committed(T + 8);
  });

  it("that is put back by an hour is gone on from", async () => {
    station = await TestStation.open([]);
    await station.start();
    await at(1);
    await station.committed(T);
    station.clock.putBack(3600_000);
    await at(-3596);
    await station.committed(T - 3598);
    await station.committed(T - 3597);
  });
});
