import { AsRun } from "@nonstop/contract/as-run";
import { ControlRoomState } from "@nonstop/contract/origin-socket";
import { routes } from "@nonstop/contract/routes";
import { createExecutionContext, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { base64UrlOf, hmacSha256 } from "@nonstop/door/hmac";
import { forgetSharedReads } from "@nonstop/door/shared-reads";
import worker from "../whole/worker.ts";
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
  textOf,
} from "./station.ts";

const time = channelInEachTest();

const STATE = "/api/v1/channels/main/control";

async function signIn(name?: string): Promise<string> {
  const body = JSON.stringify({ token: "producer-token", name });
  const answer = await ask(routes.session, { method: "POST", headers: { origin: ORIGIN }, body });
  expect(answer.status).toBe(200);
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

const signOut = (cookie: string): Promise<Response> =>
  ask(routes.session, { method: "DELETE", headers: { cookie } });
const statusWith = async (cookie: string): Promise<number> =>
  (await ask(STATE, { headers: { cookie } })).status;

/** Asks a Worker with other settings. */
function askWith(over: object, path: string, init: { headers: Record<string, string> }): Promise<Response> {
  const request = new Request<unknown, IncomingRequestCfProperties>(new URL(path, ORIGIN), init);
  return Promise.resolve(worker.fetch(request, { ...env, ...over }, createExecutionContext()));
}

describe("a session", () => {
  it("ends when it is signed out, for whoever else holds its cookie, and no other ends with it", async () => {
    const [mine, other] = [await signIn(), await signIn()];
    expect(mine).not.toBe(other);
    expect(await (await signOut(mine)).json()).toEqual({ signedIn: false });
    expect(await statusWith(mine)).toBe(401);
    expect(await statusWith(other)).toBe(200);
    expect(await (await ask(routes.session, { headers: { cookie: mine } })).json()).toEqual({
      signedIn: false,
    });
  });

  it("outlasts a restart, and so does its end", async () => {
    const [kept, ended] = [await signIn(), await signIn()];
    await signOut(ended);
    await evictDurableObject(env.SESSIONS.getByName("station"));
    forgetSharedReads();
    expect(await statusWith(kept)).toBe(200);
    expect(await statusWith(ended)).toBe(401);
  });

  it("closes the control rooms it opened when it ends, and when its time is over", async () => {
    const open = async (cookie: string): Promise<{ closed: Promise<number> }> => {
      const headers = { cookie, origin: ORIGIN, upgrade: "websocket" };
      const { webSocket } = await ask(routes.controlSocket("main"), { headers });
      const { promise, resolve } = Promise.withResolvers<number>();
      webSocket?.accept();
      webSocket?.addEventListener("close", ({ code }) => resolve(code));
      return { closed: promise };
    };
    const [first, second] = [await signIn(), await signIn()];
    const sockets = { first: await open(first), second: await open(second) };
    await signOut(first);
    expect(await sockets.first.closed).toBe(1008);
    // Half a day passes at once, and the next read lists it all.
    time.nowMs = (T + 43_201) * 1000;
    await ask("/live/main/v360/index.m3u8");
    expect(await sockets.second.closed).toBe(1008);
  });

  it("cannot be made of the producers' token, and is kept nowhere as it stands in the cookie", async () => {
    const expiresAt = T + 3600;
    const signature = base64UrlOf(await hmacSha256("producer-token", `nonstop-session.${expiresAt}`));
    expect(await statusWith(`nonstop_session=${expiresAt}.${signature}`)).toBe(401);
    const [, value = ""] = (await signIn()).split("=");
    expect(value).toMatch(/^[\w-]{43}$/);
    const rows = await runInDurableObject(env.SESSIONS.getByName("station"), (_, { storage }) =>
      JSON.stringify([...storage.sql.exec(`SELECT * FROM session`)]),
    );
    expect(rows).toContain("a producer");
    expect(rows).not.toContain(value);
    expect(rows).not.toContain("producer-token");
  });

  it("lasts while its token is rotated, and ends when the old token is no longer accepted", async () => {
    const cookie = await signIn();
    const headers = { cookie };
    const status = async (token: string): Promise<number> =>
      (await askWith({ PRODUCER_TOKEN: token }, STATE, { headers })).status;
    expect(await status("new-token, producer-token")).toBe(200);
    expect(await status("new-token")).toBe(401);
    const bearer = { headers: { authorization: "Bearer new-token" } };
    expect((await askWith({ PRODUCER_TOKEN: "new-token,producer-token" }, STATE, bearer)).status).toBe(200);
    expect(
      (await askWith({ PRODUCER_TOKEN: ",," }, STATE, { headers: { authorization: "Bearer ," } })).status,
    ).toBe(401);
  });

  it("that somebody makes up is not asked of the object again and again", async () => {
    await signIn();
    const asked = vi.spyOn(env.SESSIONS, "getByName");
    for (let i = 0; i < 50; i += 1)
      expect(await statusWith(`nonstop_session=${String(i).padStart(43, "A")}`)).toBe(401);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe("a take", () => {
  it("says who took to producers, in the list and in the as-run, and to nobody else", async () => {
    await env.CHANNELS.getByName("main").setRundown(rundown(1));
    const cookie = await signIn("  Ana Núñez ");
    expect((await take({ id: "by-session" }, { cookie, origin: ORIGIN })).status).toBe(201);
    const room = { kind: "live", room: "studio" } as const;
    const header = { rundownVersion: 1, takesVersion: 1, reason: "take", take: "by-session", room } as const;
    for (const second of [T - 3, T - 2, T - 1]) await propose(second, { rundownVersion: 1, takesVersion: 1 });
    await time.to((T + 1) * 1000);
    expect((await propose(T, header)).status).toBe(201);
    await take({ id: "by-token" });
    const state = ControlRoomState.parse(await (await ask(STATE, { headers: asProducer })).json());
    expect(state.takes.map(({ id, by }) => [id, by])).toEqual([
      ["by-session", "Ana Núñez"],
      ["by-token", "token"],
    ]);
    const asRun = await ask(`${routes.asRun("main")}?from=${T}&to=${T + 1}`, { headers: asProducer });
    expect(AsRun.parse(await asRun.json()).spans).toMatchObject([
      { take: "by-session", takenBy: "Ana Núñez" },
    ]);
    for (const path of [routes.now("main"), routes.guide("main"), "/live/main/v360/index.m3u8", "/metrics"])
      expect(await textOf(ask(path)), path).not.toContain("Ana");
  });
});

describe("the tokens of our containers", () => {
  it("overlap while they are rotated", async () => {
    const clockWith = async (setting: string, token: string): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      return (await askWith({ ORIGIN_TOKEN_PLAYOUT: setting }, routes.clock, { headers })).status;
    };
    for (const token of ["new", "old"]) expect(await clockWith("new,old", token)).toBe(200);
    expect(await clockWith("new", "old")).toBe(401);
    expect(await clockWith("new,old", "new,old")).toBe(401);
    expect(await clockWith("new,", "")).toBe(401);
  });

  it("are not guessed: an address with wrong ones is turned away, one with a right one never", async () => {
    const counted = vi.spyOn(env.SIGN_INS, "limit").mockResolvedValue({ success: false });
    const from = { "cf-connecting-ip": "192.0.2.7" };
    for (const path of [routes.clock, routes.originRundown("main"), routes.pulls]) {
      const guess = await ask(path, { headers: { ...from, authorization: "Bearer guess" } });
      expect([guess.status, guess.headers.get("cache-control")], path).toEqual([429, "no-store"]);
      expect((await ask(path, { headers: from })).status, path).toBe(401);
    }
    counted.mockClear();
    expect((await ask(routes.clock, { headers: { ...from, ...asPlayout } })).status).toBe(200);
    expect(counted).not.toHaveBeenCalled();
  });
});
