import { encodeBundle } from "@nonstop/contract/bundle";
import { NowNext } from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { PATIENCE } from "../patience.ts";
import { readAsRun } from "@nonstop/channel/as-run-store";
import {
  asIngest,
  ask,
  asPlayout,
  asProducer,
  channelInEachTest,
  house,
  inChannel,
  propose,
  RENDITIONS,
  roomFragments,
  rundown,
  segmentsWritten,
  T,
  textOf,
  version,
} from "./station.ts";

const time = channelInEachTest();

/** Commits `[from, to)`, each 1.2 s after its start. */
async function air(from: number, to: number): Promise<void> {
  for (let second = from; second < to; second += 1) {
    await time.to(second * 1000 + 1200);
    expect((await propose(second)).status).toBe(201);
  }
}

describe("proposals", () => {
  it("are committed once: the second of two racers is told that a playout was first", async () => {
    const answers = await Promise.all([propose(T - 2), propose(T - 2)]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const loser = answers.find((answer) => answer.status === 409);
    expect(await loser?.json()).toEqual({ kind: "taken", second: T - 2, by: "playout" });
    const part = await ask(`/live/main/v360/part/${T - 2}.m4s`);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(
      new Uint8Array(roomFragments(T - 2).get("v360")!),
    );
  });

  it("come too late for what is slate by now, and too early for what is not over", async () => {
    expect(await (await propose(T - 10)).json()).toEqual({ kind: "taken", second: T - 10, by: "slate" });
    expect(await (await propose(5)).json()).toEqual({ kind: "taken", second: 5, by: "slate" });
    for (const second of [T, T + 3600, 4_294_967_295]) {
      const early = await propose(second, {}, roomFragments(second));
      expect(early.status).toBe(425);
    }
  });

  it("made from an older rundown get the current one", async () => {
    const stub = env.CHANNELS.getByName("main");
    expect(await stub.setRundown(rundown(4))).toEqual({ kind: "stored" });
    expect(await stub.setRundown(rundown(3))).toEqual({ kind: "older", version: 4 });
    const stale = await propose(T - 2, { rundownVersion: 3 });
    expect(stale.status).toBe(409);
    expect(await stale.json()).toMatchObject({ kind: "stale-rundown", rundown: { version: 4 } });
    expect((await propose(T - 2, { rundownVersion: 4 })).status).toBe(201);
  });

  it("made before the newest take get the takes that stand", async () => {
    const press = await ask(routes.takes("main"), {
      method: "POST",
      headers: { ...asProducer, "content-type": "application/json" },
      body: JSON.stringify({ id: "take-1", from: T - 3, to: { kind: "slate" } }),
    });
    expect(press.status).toBe(201);
    const stale = await propose(T - 2);
    expect(stale.status).toBe(409);
    expect(await stale.json()).toMatchObject({
      kind: "stale-takes",
      version: 1,
      takes: [{ id: "take-1", room: { kind: "slate" } }],
    });
    expect((await propose(T - 2, { takesVersion: 1 })).status).toBe(201);
  });

  it("of slate carry nothing and are listed as slate", async () => {
    const slate = { rank: 3, room: { kind: "slate" as const }, reason: "no-rundown" as const };
    expect((await propose(T - 2, slate, new Map())).status).toBe(201);
    expect((await propose(T - 1, slate)).status).toBe(400);
    const part = await ask(`/live/main/v360/part/${T - 2}.m4s`);
    expect((await part.arrayBuffer()).byteLength).toBe(house.slateFragment(T - 2, "v360").byteLength);
  });

  it("for another reason than the rundown's are told to the public as what stands in", async () => {
    const now = async (): Promise<NowNext> => NowNext.parse(await (await ask(routes.now("main"))).json());
    for (const second of [T - 3, T - 2]) await propose(second);
    expect((await now()).standIn).toBeUndefined();
    const lost = { rank: 3, room: { kind: "slate" as const }, reason: "room-stalled" as const };
    await propose(T - 1, lost, new Map());
    await time.to(T * 1000 + 500);
    const { standIn, aired } = await now();
    expect(standIn).toMatchObject({ kind: "slate", reason: "room-stalled" });
    const told = aired.map((span) => [span.from, span.to, span.standIn?.reason]);
    expect(told.slice(-2)).toEqual([
      [T - 3, T - 1, undefined],
      [T - 1, T, "room-stalled"],
    ]);
  });

  it("by the rundown's own room under a take on an empty one are told to the public as planned", async () => {
    await propose(T - 2);
    await propose(T - 1, { rank: 1, reason: "take-unavailable" });
    const { standIn, aired } = NowNext.parse(await (await ask(routes.now("main"))).json());
    expect(standIn).toBeUndefined();
    expect(aired.at(-1)).toMatchObject({ to: T, kind: "live" });
  });

  it("that are malformed are refused with the field", async () => {
    const bad: [string, Promise<Response>, number, string][] = [
      ["a bundle that is none", post(T - 2, new Uint8Array([1, 2])), 400, "body"],
      ["a header without fields", post(T - 2, encodeBundle({}, new Map())), 400, "body"],
      ["another second in its header", propose(T - 2, { second: T - 1 }), 400, "header.second"],
      ["a rendition missing", propose(T - 2, {}, without("audio")), 400, "parts"],
      ["a rendition too many", propose(T - 2, {}, having("v720")), 400, "parts"],
      ["another second's fragments", propose(T - 2, {}, roomFragments(T - 3)), 400, "parts"],
      ["a fragment that no row can hold", propose(T - 2, {}, swollen()), 400, "parts"],
      ["rank 3 with a room", propose(T - 2, { rank: 3 }), 400, "header.rank"],
    ];
    for (const [what, answer, status, field] of bad) {
      expect((await answer).status, what).toBe(status);
      const body: { error: { field?: string } } = await (await answer).json();
      expect(body.error.field, what).toBe(field);
    }
    expect((await post(-1, new Uint8Array())).status).toBe(400);
    expect((await post(T - 2, new Uint8Array(8_000_001))).status).toBe(413);
    expect((await propose(T - 2)).status).toBe(201);
  });
});

describe("the row of seconds", () => {
  it("lists a second only after all before it, and gives a blocked reader what was committed", async () => {
    const open = T - 3;
    await propose(open + 1);
    expect(await textOf(ask("/live/main/v360/index.m3u8"))).not.toContain(`part/${open + 1}.m4s",I`);
    const waiting = ask(`/live/main/v360/index.m3u8?_HLS_msn=${Math.floor(open / 4)}&_HLS_part=${open % 4}`);
    await time.armed();
    await propose(open);
    const text = await textOf(waiting);
    expect(text).toContain(`URI="${version}/part/${open + 1}.m4s",I`);
    expect(text).toContain(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${version}/part/${open + 2}.m4s"`);
  });

  it("stores a second's fact and bytes together or not at all", async () => {
    await inChannel((_, state) => state.storage.sql.exec(`DROP TABLE fragments`));
    expect((await propose(T - 2)).status).toBe(500);
    const rows = await inChannel((_, state) => [...state.storage.sql.exec(`SELECT * FROM commits`)]);
    expect(rows).toEqual([]);
    expect(await textOf(ask("/live/main/v360/index.m3u8"))).toContain(`part/${T - 3}.m4s`);
  });

  it("puts every segment that is not all slate into R2 and streams it from there when the bytes are gone", async () => {
    await air(T, T + 3);
    await time.to((T + 7) * 1000);
    await ask("/live/main/v360/index.m3u8");
    const key = `live/main/${version}/v360/${T / 4}.m4s`;
    const address = `/live/main/v360/${version}/${T / 4}.m4s`;
    await segmentsWritten();
    expect(await env.MEDIA.head(key)).not.toBeNull();
    expect(await env.MEDIA.head(`live/main/${version}/v360/${T / 4 - 1}.m4s`)).toBeNull();
    const fresh = new Uint8Array(await (await ask(address)).arrayBuffer());
    await time.to((T + 1000) * 1000);
    await ask("/live/main/v360/index.m3u8");
    const kept = await inChannel((_, state) => [...state.storage.sql.exec(`SELECT id FROM fragments`)]);
    expect(kept).toEqual([]);
    const arrayBuffer = vi.spyOn(Object.getPrototypeOf(await env.MEDIA.get(key)), "arrayBuffer");
    const stored = await ask(address);
    expect(stored.headers.get("content-length")).toBe(String(fresh.byteLength));
    expect(arrayBuffer).not.toHaveBeenCalled();
    expect(new Uint8Array(await stored.arrayBuffer())).toEqual(fresh);
    const gone = await ask(`/live/main/v360/part/${T}.m4s`);
    expect(gone.status).toBe(404);
    expect(await gone.json()).toMatchObject({ error: { code: "gone" } });
  });

  it("offers a segment to R2 again when R2 fails, and plays on meanwhile", async () => {
    const put = vi.spyOn(Object.getPrototypeOf(env.MEDIA), "put").mockRejectedValue(new Error("R2 is away"));
    await air(T, T + 4);
    await segmentsWritten();
    expect(put).toHaveBeenCalled();
    const segment = await ask(`/live/main/v360/${T / 4}.m4s`);
    expect(segment.status).toBe(200);
    put.mockRestore();
    await time.to((T + 20) * 1000);
    await segmentsWritten();
    expect(await env.MEDIA.head(`live/main/${version}/v360/${T / 4}.m4s`)).not.toBeNull();
  });

  it("stores segments past one that R2 is slow to take, and that one in the end, a few at once", async () => {
    const bucket = Object.getPrototypeOf(env.MEDIA) as R2Bucket;
    const store = bucket.put.bind(env.MEDIA);
    const slow = Promise.withResolvers<void>();
    let isSlow = (key: string): boolean => key.includes(`/${T / 4}.`);
    let most = 0;
    let under = 0;
    vi.spyOn(bucket, "put").mockImplementation(async (...asked: Parameters<R2Bucket["put"]>) => {
      under += 1;
      most = Math.max(most, under);
      if (isSlow(asked[0])) await slow.promise;
      under -= 1;
      return store(...asked);
    });
    const isStored = async (segment: number): Promise<boolean> =>
      (await env.MEDIA.head(`live/main/${version}/v360/${segment}.m4s`)) !== null;
    await air(T, T + 8);
    await vi.waitUntil(() => isStored(T / 4 + 1), PATIENCE);
    expect(await isStored(T / 4)).toBe(false);
    isSlow = () => true;
    await air(T + 8, T + 20);
    slow.resolve();
    await segmentsWritten();
    for (let segment = T / 4; segment < T / 4 + 5; segment += 1) expect(await isStored(segment)).toBe(true);
    expect(most).toBe(4 * RENDITIONS.length);
  });

  it("does not wait for ever for an R2 that does not answer", async () => {
    const put = vi
      .spyOn(Object.getPrototypeOf(env.MEDIA), "put")
      .mockReturnValueOnce(new Promise<never>(() => undefined));
    await air(T, T + 4);
    await vi.waitUntil(() => put.mock.calls.length > 0, PATIENCE);
    await air(T + 4, T + 8);
    await time.to((T + 30) * 1000);
    await segmentsWritten();
    await time.to((T + 60) * 1000);
    await segmentsWritten();
    for (const segment of [T / 4, T / 4 + 1])
      expect(await env.MEDIA.head(`live/main/${version}/v360/${segment}.m4s`)).not.toBeNull();
  });
});

describe("as-run and replay", () => {
  it("tell what aired, with slate where nobody proposed", async () => {
    await air(T, T + 6);
    await time.to((T + 20) * 1000);
    await air(T + 20, T + 22);
    await time.to((T + 23) * 1000);
    const answer = await ask(`/api/v1/channels/main/as-run?from=${T}&to=${T + 22}`, {
      headers: { authorization: "Bearer producer-token" },
    });
    const { spans }: { spans: { from: number; to: number; reason: string }[] } = await answer.json();
    expect(spans.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      [T, T + 6, "rundown"],
      [T + 6, T + 20, "edge-slate"],
      [T + 20, T + 22, "rundown"],
    ]);
  });

  it("read the spans asked for, not the months before them", async () => {
    await air(T, T + 2);
    const { spans, rowsRead } = await inChannel((_, { storage: { sql } }) => {
      const likeness = JSON.stringify({ room: { kind: "live", room: "studio" }, rank: 0, reason: "rundown" });
      for (let i = 1; i <= 2000; i += 1)
        sql.exec(`INSERT INTO as_run VALUES (?, ?, NULL, ?)`, T - 10 * i - 1000, T - 10 * i - 995, likeness);
      const cursors: { rowsRead: number }[] = [];
      const exec = (query: string, ...values: unknown[]): unknown => {
        const cursor = sql.exec(query, ...values);
        cursors.push(cursor);
        return cursor;
      };
      const counted = new Proxy(sql, { get: (_target, key) => (key === "exec" ? exec : undefined) });
      const read = readAsRun(counted, { from: T - 1012, to: T + 1 }, 100);
      return { spans: read, rowsRead: cursors.reduce((sum, cursor) => sum + cursor.rowsRead, 0) };
    });
    expect(spans.map(({ from }) => from)).toContain(T - 1010);
    expect(spans.at(-1)?.to).toBe(T + 2);
    expect(rowsRead).toBeLessThan(20);
  });

  it("make no replay before there is a whole segment to list", async () => {
    await air(T, T + 3);
    const early = await ask("/replay/show-1.m3u8");
    expect(early.status).toBe(404);
    expect(await early.json()).toMatchObject({ error: { code: "not-yet" } });
    await air(T + 3, T + 4);
    await time.to((T + 6) * 1000);
    expect((await ask("/replay/show-1.m3u8")).status).toBe(200);
    expect(await textOf(ask("/replay/show-1/audio/index.m3u8"))).toContain(
      `/live/main/audio/${version}/${T / 4}.m4s`,
    );
  });

  it("make a replay of whole segments, and 404 for what never aired", async () => {
    await air(T, T + 9);
    await time.to((T + 200) * 1000);
    const multivariant = await ask("/replay/show-1.m3u8");
    expect(await textOf(multivariant)).toContain("show-1/v360/index.m3u8");
    const media = await textOf(ask("/replay/show-1/v360/index.m3u8"));
    expect(media).toContain(`/live/main/v360/${version}/${T / 4}.m4s`);
    expect(media).toContain(`/live/main/v360/${version}/${T / 4 + 2}.m4s`);
    expect(media).toContain("#EXT-X-ENDLIST");
    expect((await ask("/replay/never.m3u8")).status).toBe(404);
    expect((await ask("/replay/show-1/v9999/index.m3u8")).status).toBe(404);
  });

  it("skip a segment that is lost, in picture and sound, and nothing that is there, waits or is slate", async () => {
    await air(T, T + 10);
    await time.to((T + 22) * 1000);
    await air(T + 22, T + 28);
    await segmentsWritten();
    const put = vi.spyOn(Object.getPrototypeOf(env.MEDIA), "put").mockRejectedValue(new Error("R2 is away"));
    await air(T + 28, T + 36);
    await time.to((T + 300) * 1000);
    const first = T / 4;
    await env.MEDIA.delete(`live/main/${version}/v360/${first + 1}.m4s`);
    for (const rendition of RENDITIONS) {
      const text = await textOf(ask(`/replay/show-1/${rendition}/index.m3u8`));
      expect(text).toContain("#EXT-X-ENDLIST");
      const segments = text.split("#EXT-X-PROGRAM-DATE-TIME").slice(1);
      expect(segments).toHaveLength(9);
      expect(segments.flatMap((one, n) => (one.includes("#EXT-X-GAP") ? [n] : []))).toEqual([1]);
      const answers = await Promise.all(
        segments.map(async (one) => (await ask(/^\/\S+m4s$/m.exec(one)?.[0] ?? "")).status),
      );
      expect(answers.flatMap((status, n) => (status === 200 ? [] : [n]))).toEqual(
        rendition === "v360" ? [1] : [],
      );
    }
    put.mockRestore();
  });

  it("have no gaps when R2 cannot list, rather than no playlist", async () => {
    await air(T, T + 9);
    await time.to((T + 300) * 1000);
    vi.spyOn(Object.getPrototypeOf(env.MEDIA), "list").mockRejectedValue(new Error("R2 is away"));
    const text = await textOf(ask("/replay/show-1/v360/index.m3u8"));
    expect(text).toContain(`/live/main/v360/${version}/${T / 4 + 2}.m4s`);
    expect(text).not.toContain("#EXT-X-GAP");
  });
});

function post(second: number, body: Uint8Array): Promise<Response> {
  return ask(`/origin/v1/channels/main/seconds/${second}`, { method: "POST", headers: asPlayout, body });
}

function without(rendition: string): Map<string, Uint8Array> {
  return new Map([...roomFragments(T - 2)].filter(([name]) => name !== rendition));
}

function swollen(): Map<string, Uint8Array> {
  return new Map([...roomFragments(T - 2), ["v360", new Uint8Array(2_000_001)]]);
}

function having(rendition: string): Map<string, Uint8Array> {
  return new Map([...roomFragments(T - 2), [rendition, new Uint8Array([0])]]);
}

describe("the origin door", () => {
  it("gives each container what it may have, and nobody else anything", async () => {
    const table: [string, RequestInit<RequestInitCfProperties>, number][] = [
      ["/origin/v1/clock", {}, 401],
      ["/origin/v1/clock", { headers: { authorization: "Bearer " } }, 401],
      ["/origin/v1/clock", { headers: { authorization: "Bearer playout-tokem" } }, 401],
      ["/origin/v1/clock", { headers: asPlayout }, 200],
      ["/origin/v1/clock", { headers: asIngest }, 200],
      ["/origin/v1/channels/main/clock", { headers: asPlayout }, 200],
      ["/origin/v1/channels/main/clock", { headers: asIngest }, 403],
      ["/origin/v1/channels/other/clock", { headers: asPlayout }, 404],
      ["/origin/v1/slate", { headers: asIngest }, 200],
      ["/origin/v1/channels/main/rundown", { headers: asPlayout }, 404],
      ["/origin/v1/channels/main/rundown", { headers: asIngest }, 403],
      ["/origin/v1/channels/main/socket", { headers: asPlayout }, 426],
      ["/origin/v1/channels/other/rundown", { headers: asPlayout }, 404],
      [`/origin/v1/channels/main/seconds/${T - 2}`, { method: "POST" }, 401],
      [`/origin/v1/channels/main/seconds/${T - 2}`, { method: "POST", headers: asIngest }, 403],
      ["/origin/v1/assets/No_Such/index.json", {}, 401],
      ["/origin/v1/assets/No_Such/index.json", { headers: asPlayout }, 400],
      ["/origin/v1/assets/film/index.json", { method: "PUT", headers: asPlayout }, 403],
      ["/origin/v1/nothing", { headers: asPlayout }, 404],
    ];
    for (const [path, init, status] of table) expect((await ask(path, init)).status, path).toBe(status);
  });

  it("tells the time by the clock that judges deadlines, the channel's own", async () => {
    await inChannel((channel) => {
      vi.spyOn(Object.getPrototypeOf(channel), "nowMs").mockReturnValue(T * 1000 + 300);
    });
    for (const path of [routes.clock, routes.channelClock("main")])
      expect(await (await ask(path, { headers: asPlayout })).json()).toEqual({ nowMs: T * 1000 + 300 });
  });

  it("asks KV for the rundown when the channel was never given one", async () => {
    await env.STATION.put("rundown/main/7", JSON.stringify(rundown(7)));
    await env.STATION.put("rundown/main/latest", JSON.stringify({ version: 7 }));
    const answer = await ask("/origin/v1/channels/main/rundown", { headers: asPlayout });
    expect(await answer.json()).toMatchObject({ version: 7 });
  });
});
