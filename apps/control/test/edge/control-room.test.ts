import {
  ControlRoomMessage,
  ControlRoomState,
  EdgeMessage,
  type PlayoutStatus,
} from "@nonstop/contract/origin-socket";
import type { TakeRequest } from "@nonstop/contract/take";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { PATIENCE } from "../patience.ts";
import {
  ask,
  asPlayout,
  asProducer,
  channelInEachTest,
  ORIGIN,
  propose,
  rundown,
  T,
  take,
} from "./station.ts";

const time = channelInEachTest();

/** An open socket and everything that it received, in order. */
class Ear<M> {
  readonly socket: WebSocket;
  readonly heard: M[] = [];

  constructor(socket: WebSocket, parse: (raw: unknown) => M) {
    this.socket = socket;
    socket.accept();
    socket.addEventListener("message", ({ data }) => {
      if (typeof data === "string" && data !== "pong") this.heard.push(parse(JSON.parse(data)));
    });
  }

  /** Resolves with the first message that fits. */
  async hears(fits: (message: M) => boolean): Promise<M> {
    await vi.waitUntil(() => this.heard.some(fits), PATIENCE);
    return this.heard.find(fits)!;
  }
}

async function connect<M>(
  path: string,
  headers: Record<string, string>,
  parse: (raw: unknown) => M,
): Promise<Ear<M>> {
  const answer = await ask(path, { headers: { ...headers, upgrade: "websocket" } });
  expect(answer.status).toBe(101);
  return new Ear(answer.webSocket!, parse);
}

const playout = () => connect("/origin/v1/channels/main/socket", asPlayout, (raw) => EdgeMessage.parse(raw));
const controlRoom = () =>
  connect("/api/v1/channels/main/control/socket", asProducer, (raw) => ControlRoomMessage.parse(raw));

const messagesOf = (told: ControlRoomMessage): string[] =>
  told.kind === "state" ? told.state.warnings.map(({ message }) => message) : [];

const status: PlayoutStatus = {
  playout: "playout-1",
  startedAtMs: T * 1000,
  rundownVersion: 1,
  clockOffsetMs: 0,
  clockSkewMs: 0,
  ingestConnected: false,
  rooms: [{ room: "backstage", state: "live", sinceMs: T * 1000, offered: [] }],
  assetsAheadSeconds: 60,
  residentBytes: 1,
  proposed: 1,
  refused: 0,
  warnings: ["the disk is nearly full"],
};

describe("a take", () => {
  beforeEach(async () => {
    await env.CHANNELS.getByName("main").setRundown(rundown(1));
  });

  it("begins at the next second nobody has, is pushed, and is the same when pressed again", async () => {
    const ear = await playout();
    await ear.hears((m) => m.kind === "rundown");
    await ear.hears((m) => m.kind === "takes" && m.takes.length === 0);
    const first = await take({});
    expect(first.status).toBe(201);
    const taken = { id: "take-1", room: { kind: "live", room: "studio" }, from: T, by: "token" };
    expect(await first.json()).toEqual({ take: taken });
    await ear.hears((m) => m.kind === "takes" && m.takes[0]?.id === "take-1");
    await time.to((T + 5) * 1000);
    const again = await take({});
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ take: taken });
  });

  type Standing = { id: string; from: number; to?: number };
  const standing = async (): Promise<Standing[]> => {
    const state = await ask("/api/v1/channels/main/control", { headers: asProducer });
    const { takes }: { takes: Standing[] } = await state.json();
    return takes;
  };
  const release = async (): Promise<unknown> =>
    (await ask("/api/v1/channels/main/release", { method: "POST", headers: asProducer })).json();

  it("without an end takes the place of those before it, and release ends it, once", async () => {
    await take({});
    await time.to((T + 5) * 1000);
    await take({ id: "take-2", from: T + 2, to: { kind: "slate" } });
    expect(await standing()).toEqual([
      { id: "take-1", room: { kind: "live", room: "studio" }, from: T, to: T + 5, by: "token" },
      { id: "take-2", room: { kind: "slate" }, from: T + 5, by: "token" },
    ]);
    expect(await release()).toEqual({ released: ["take-2"], from: T + 5 });
    expect(await release()).toEqual({ released: [], from: T + 5 });
  });

  it("with an end lies over those before it, which go on under it and after it", async () => {
    await take({ id: "held" });
    await time.to((T + 5) * 1000);
    await take({ id: "minute", from: T + 5, to: { kind: "slate" }, durationSeconds: 60 });
    await time.to((T + 10) * 1000);
    // In the same second, the later one lies above.
    await take({ id: "short", from: T + 10, to: { kind: "slate" }, durationSeconds: 20 });
    await take({ id: "cut-in", from: T + 10, to: { kind: "slate" }, durationSeconds: 30 });
    const takes = await standing();
    expect(takes.map(({ id, from, to }) => [id, from - T, to && to - T])).toEqual([
      ["held", 0, undefined],
      ["minute", 5, 65],
      ["cut-in", 10, 40],
    ]);
    expect(await release()).toMatchObject({ released: ["held", "minute", "cut-in"] });
    expect(await standing()).not.toContainEqual(expect.objectContaining({ to: undefined }));
  });

  it("lies over a few: the lowest ones end", async () => {
    for (let i = 0; i < 12; i += 1)
      await take({ id: `t${i}`, to: { kind: "slate" }, durationSeconds: 1000 - i });
    expect((await standing()).map(({ id }) => id)).toEqual([
      "t4",
      "t5",
      "t6",
      "t7",
      "t8",
      "t9",
      "t10",
      "t11",
    ]);
  });

  it("is refused when it is stale, malformed or names what nobody knows", async () => {
    const table: [Partial<TakeRequest> | Record<string, unknown>, number, string, string][] = [
      [{ from: T - 31 }, 409, "stale-take", "body.from"],
      [{ to: { kind: "live", room: "nowhere" } }, 422, "unknown-room", "body.to.room"],
      [{ to: { kind: "asset", asset: "nothing" } }, 422, "unknown-asset", "body.to.asset"],
      [{ to: { kind: "live", room: "Ünicode" } }, 400, "malformed", "to.room"],
      [{ id: "" }, 400, "malformed", "id"],
      [{ from: -1 }, 400, "malformed", "from"],
      [{ durationSeconds: 0 }, 400, "malformed", "durationSeconds"],
    ];
    for (const [request, code, name, field] of table) {
      const answer = await take(request);
      expect(answer.status, JSON.stringify(request)).toBe(code);
      expect(await answer.json()).toMatchObject({ error: { code: name, field } });
    }
    const notJson = { ...asProducer, "content-type": "application/json" };
    const path = "/api/v1/channels/main/takes";
    expect((await ask(path, { method: "POST", headers: notJson, body: "{" })).status).toBe(400);
    expect((await ask(path, { method: "POST", headers: asProducer })).status).toBe(400);
  });

  it("is refused of a room whose show is not near, by name and with its time", async () => {
    const windows = [
      { room: "e-late", from: T + 3_600, to: T + 7_200 },
      { room: "e-now", from: T - 60, to: T + 60 },
    ];
    await env.CHANNELS.getByName("main").setRundown({ ...rundown(2), windows });
    const ear = await playout();
    const rooms = [...status.rooms, { room: "e-gone", state: "live", sinceMs: T * 1000, offered: [] }];
    ear.socket.send(JSON.stringify({ kind: "status", status: { ...status, rooms } }));
    await vi.waitUntil(
      async () => JSON.stringify(await env.CHANNELS.getByName("main").controlState()).includes("e-gone"),
      PATIENCE,
    );
    const opens = new Date((T + 3_600) * 1000).toISOString();
    for (const [room, words] of [
      ["e-late", `opens at ${opens}`],
      ["e-gone", "time it is not"],
    ] as const) {
      // Whatever kind is said, the name tells whose room it is.
      for (const kind of ["live", "encoder"] as const) {
        const answer = await take({ id: `${room}-${kind}`, to: { kind, room } });
        expect(answer.status).toBe(422);
        expect(await answer.json()).toMatchObject({
          error: { code: "outside-window", message: expect.stringContaining(words) as string },
        });
      }
    }
    expect((await take({ id: "now", to: { kind: "live", room: "e-now" } })).status).toBe(201);
  });

  it("of a room that is not there is the first thing that a producer reads, until it is released", async () => {
    const codes = async (): Promise<string[]> => {
      const state = await ask("/api/v1/channels/main/control", { headers: asProducer });
      const { warnings } = ControlRoomState.parse(await state.json());
      return warnings.map(({ code, weight }) => `${code} ${weight}`);
    };
    for (const second of [T - 3, T - 2, T - 1]) await propose(second, { rundownVersion: 1 });
    expect((await take({})).status).toBe(201);
    await time.to((T + 1) * 1000);
    const inVain = { rundownVersion: 1, takesVersion: 1, rank: 1, reason: "take-unavailable" as const };
    expect((await propose(T, inVain)).status).toBe(201);
    expect((await codes())[0]).toBe("held-in-vain alarm");
    await release();
    await time.to((T + 2) * 1000);
    await propose(T + 1, { rundownVersion: 1, takesVersion: 2 });
    expect(await codes()).not.toContain("held-in-vain alarm");
  });

  it("takes a room that only a playout knows", async () => {
    const ear = await playout();
    ear.socket.send(JSON.stringify({ kind: "status", status }));
    const state = await controlRoom();
    await state.hears((m) => m.kind === "state" && m.state.playouts.length === 1);
    expect((await take({ to: { kind: "live", room: "backstage" } })).status).toBe(201);
  });
});

describe("the control room", () => {
  it("is told of each second as it is listed, slate or not, and of what is wrong", async () => {
    const room = await controlRoom();
    const first = await room.hears((m) => m.kind === "state");
    expect(messagesOf(first).join(" ")).toMatch(/Slate is on air.*No playout.*no rundown/);
    await propose(T - 3);
    await room.hears(
      (m) => m.kind === "second" && m.second.second === T - 3 && m.second.title === "The show",
    );
    await time.to((T + 2) * 1000);
    await room.hears(
      (m) => m.kind === "second" && m.second.second === T - 2 && m.second.reason === "edge-slate",
    );
  });

  it("hears a playout's warnings, and that a closed socket is gone", async () => {
    const ear = await playout();
    ear.socket.send(JSON.stringify({ kind: "status", status }));
    const room = await controlRoom();
    const told = await room.hears((m) => m.kind === "state" && m.state.playouts.length === 1);
    expect(messagesOf(told)).toEqual(
      expect.arrayContaining([
        "playout-1 cannot reach ingest: live rooms are not available to it.",
        "playout-1: the disk is nearly full",
      ]),
    );
    ear.socket.close(1000, "going");
    await time.to((T + 2) * 1000);
    await time.to((T + 4) * 1000);
    await room.hears((m) => messagesOf(m).includes("No playout is connected."));
  });

  it("closes a socket that sends what no playout sends", async () => {
    const ear = await playout();
    const closed = new Promise<number>((resolve) => {
      ear.socket.addEventListener("close", ({ code }) => resolve(code));
    });
    ear.socket.send("{}");
    expect(await closed).toBe(1007);
  });
});

describe("producers", () => {
  const signIn = (token: unknown, headers: Record<string, string> = {}) =>
    ask("/api/v1/session", { method: "POST", headers, body: JSON.stringify({ token }) });

  it("sign in with the token and are known by a cookie that a foreign page cannot use", async () => {
    expect((await signIn("wrong")).status).toBe(401);
    expect((await signIn(1)).status).toBe(400);
    expect((await signIn("producer-token", { origin: "https://elsewhere.test" })).status).toBe(403);
    const answer = await signIn("producer-token", { origin: ORIGIN });
    const header = answer.headers.get("set-cookie") ?? "";
    expect(header).toMatch(/HttpOnly/);
    expect(header).toMatch(/SameSite=Strict/);
    expect(header).toMatch(/Secure/);
    const cookie = header.split(";")[0] ?? "";
    const read = await ask("/api/v1/channels/main/control", { headers: { cookie } });
    expect(read.status).toBe(200);
    expect(read.headers.get("cache-control")).toBe("private, no-store");
    const release = (origin?: string) =>
      ask("/api/v1/channels/main/release", {
        method: "POST",
        headers: origin === undefined ? { cookie } : { cookie, origin },
      });
    expect((await release()).status).toBe(403);
    expect((await release("https://elsewhere.test")).status).toBe(403);
    expect((await release(ORIGIN)).status).toBe(200);
    const upgrade = { cookie, upgrade: "websocket", origin: "https://elsewhere.test" };
    expect((await ask("/api/v1/channels/main/control/socket", { headers: upgrade })).status).toBe(403);
    const forged = `${cookie.slice(0, -2)}AA`;
    expect((await ask("/api/v1/channels/main/control", { headers: { cookie: forged } })).status).toBe(401);
    await time.to((T + 43_200) * 1000);
    expect((await ask("/api/v1/channels/main/control", { headers: { cookie } })).status).toBe(401);
  });

  it("alone come through these doors", async () => {
    for (const door of ["control", "as-run", "control/socket"])
      expect((await ask(`/api/v1/channels/main/${door}`)).status, door).toBe(401);
    for (const door of ["takes", "release"])
      expect((await ask(`/api/v1/channels/main/${door}`, { method: "POST" })).status, door).toBe(401);
    for (const path of [
      "/api/v1/library",
      "/api/v1/events",
      "/api/v1/rooms",
      "/api/v1/rooms/studio/index.m3u8",
    ])
      expect((await ask(path)).status, path).toBe(401);
    expect((await ask("/api/v1/channels/other/control", { headers: asProducer })).status).toBe(404);
    const query = await ask("/api/v1/channels/main/as-run?limit=0", { headers: asProducer });
    expect(query.status).toBe(400);
  });

  it("see a room's preview through the Worker, and nothing else of ingest", async () => {
    const asked: string[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation((input) => {
      const request = new Request(input);
      asked.push(request.url);
      return Promise.resolve(
        new Response("#EXTM3U", { headers: { "content-type": "text/plain", "set-cookie": "a=b" } }),
      );
    });
    const preview = await ask("/api/v1/rooms/studio/v360/index.m3u8", { headers: asProducer });
    expect(preview.status).toBe(200);
    expect(preview.headers.get("set-cookie")).toBeNull();
    for (const path of [
      "studio/events",
      "studio/../../conform/x.mp4",
      "studio/a/b/c/d/e.m4s",
      "studio/.m3u8",
    ])
      expect((await ask(`/api/v1/rooms/${path}`, { headers: asProducer })).status, path).toBe(404);
    expect((await ask("/api/v1/rooms/STUDIO/index.m3u8", { headers: asProducer })).status).toBe(400);
    expect(asked).toEqual(["http://ingest.test/rooms/studio/v360/index.m3u8"]);
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new Error("refused"));
    expect((await ask("/api/v1/rooms/studio/index.m3u8", { headers: asProducer })).status).toBe(502);
  });
});
