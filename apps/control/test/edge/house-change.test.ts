import { Channel } from "@nonstop/channel/worker";
import { encodeBundle } from "@nonstop/contract/bundle";
import { present } from "@nonstop/contract/present";
import { routes } from "@nonstop/contract/routes";
import { forgetSharedReads } from "@nonstop/door/shared-reads";
import { houseOf } from "@nonstop/house/house";
import { moveVideoFragment } from "@nonstop/media/fragment";
import { createExecutionContext, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import worker from "../whole/worker.ts";
import {
  ask,
  asPlayout,
  house,
  inChannel,
  ORIGIN,
  proposalOf,
  propose,
  segmentsWritten,
  T,
  TestClock,
  textOf,
} from "./station.ts";

const bigger = houseOf({ HOUSE_FORMAT: "720p" });
const CHANGE = T + 8;

let time: TestClock;
beforeEach(() => {
  time = new TestClock(T * 1000);
});
afterEach(async () => {
  vi.restoreAllMocks();
  time.end();
  await reset();
});

/** The Workers as they are deployed with another house format, on what the channel has stored. */
class Deployed {
  readonly #channel: Channel;

  private constructor(channel: Channel) {
    this.#channel = channel;
  }

  static async in(houseFormat: string): Promise<Deployed> {
    forgetSharedReads();
    return new Deployed(
      await inChannel((_, state) => new Channel(state, { ...env, HOUSE_FORMAT: houseFormat })),
    );
  }

  ask(
    path: string,
    { method = "GET", headers = {}, body }: RequestInit = {},
    houseFormat = "720p",
  ): Promise<Response> {
    const stub = new Proxy(env.CHANNELS.getByName("main"), {
      get:
        (_, method) =>
        (...asked: unknown[]) =>
          this.in((channel) => {
            const call: (...asked: unknown[]) => unknown = Reflect.get(channel, method);
            return call.apply(channel, asked);
          }),
    });
    const channels = new Proxy(env.CHANNELS, { get: () => () => stub });
    const over = { HOUSE_FORMAT: houseFormat, CHANNELS: channels };
    return Promise.resolve(
      worker.fetch(
        new Request(new URL(path, ORIGIN), { method, headers, ...present({ body }) }),
        { ...env, ...over },
        createExecutionContext(),
      ),
    );
  }

  in<R>(act: (channel: Channel) => R | Promise<R>): Promise<R> {
    return runInDurableObject(env.CHANNELS.getByName("main"), () => act(this.#channel));
  }

  propose(second: number): Promise<Response> {
    const parts = new Map([
      ["v720", moveVideoFragment(bigger.slateFragment(second + 4, "v720"), second)],
      ["audio", bigger.slateFragment(second, "audio")],
    ]);
    const body = encodeBundle(proposalOf(second), parts);
    return this.ask(routes.proposal("main", second), { method: "POST", headers: asPlayout, body });
  }
}

const uris = (text: string): string[] =>
  [...text.matchAll(/(?:^|URI=")([^"\n#]+\.(?:m4s|mp4))/gm)].map((match) => match[1] ?? "");

const bytesOf = async (answer: Promise<Response>): Promise<Uint8Array> =>
  new Uint8Array(await (await answer).arrayBuffer());

/** Airs `[T, T + 6)` in one format and `[CHANGE, CHANGE + 6)` in another. */
async function airOverChange(): Promise<Deployed> {
  for (let second = T; second < T + 6; second += 1) {
    await time.to(second * 1000 + 1200);
    expect((await propose(second)).status).toBe(201);
  }
  await segmentsWritten();
  const after = await Deployed.in("720p");
  for (let second = T + 6; second < CHANGE + 6; second += 1) {
    await time.to(second * 1000 + 1200);
    const answer = await after.propose(second);
    const isBefore = second < CHANGE;
    expect(answer.status).toBe(isBefore ? 409 : 201);
    if (isBefore) expect(await answer.json()).toEqual({ kind: "taken", second, by: "slate" });
  }
  expect(await after.in((channel) => channel.figures().refused.taken)).toBe(CHANGE - (T + 6));
  return after;
}

it("goes through the window with a discontinuity and an init segment, and all of it can be read", async () => {
  const after = await airOverChange();
  const text = await textOf(after.ask("/live/main/v720/index.m3u8"));
  const [before = "", since = ""] = text.split("#EXT-X-DISCONTINUITY\n");
  expect(before).toContain(`#EXT-X-MAP:URI="../v360/${house.version}/init.mp4"`);
  expect(since).toMatch(new RegExp(`^#EXT-X-MAP:URI="${bigger.version}/init.mp4"`));
  expect(since).toContain(`\n${bigger.version}/${CHANGE / 4}.m4s\n`);
  const open = `${bigger.version}/part/${CHANGE + 6}.m4s`;
  for (const uri of uris(text).filter((one) => one !== open)) {
    const answer = await after.ask(new URL(uri, `${ORIGIN}/live/main/v720/`).pathname);
    expect(answer.status, uri).toBe(200);
    expect(answer.headers.get("cache-control"), uri).toContain("immutable");
    await answer.arrayBuffer();
  }
  const old = `/live/main/v360/${house.version}`;
  expect(await bytesOf(after.ask(`${old}/init.mp4`))).toEqual(house.initSegment("v360"));
  expect(await bytesOf(after.ask(`/live/main/v720/${bigger.version}/init.mp4`))).toEqual(
    bigger.initSegment("v720"),
  );
  expect(await bytesOf(after.ask(`${old}/part/${T + 6}.m4s`))).toEqual(house.slateFragment(T + 6, "v360"));
  const sound = await textOf(after.ask("/live/main/audio/index.m3u8"));
  expect(sound).toContain(`${house.version}/part/${T + 5}.m4s`);
  expect(sound).toContain("#EXT-X-DISCONTINUITY\n");
});

it("is in the replay of a show that was on, and what aired before it stays whole", async () => {
  const after = await airOverChange();
  await time.to((T + 400) * 1000);
  await after.in((channel) => channel.alarm());
  forgetSharedReads();
  expect(await textOf(after.ask("/replay/show-1.m3u8"))).toContain("show-1/v720/index.m3u8");
  const text = await textOf(after.ask("/replay/show-1/v720/index.m3u8"));
  expect(text).not.toContain("#EXT-X-GAP");
  expect(uris(text)).toEqual([
    `/live/main/v360/${house.version}/init.mp4`,
    `/live/main/v360/${house.version}/${T / 4}.m4s`,
    `/live/main/v360/${house.version}/${T / 4 + 1}.m4s`,
    `/live/main/v720/${bigger.version}/init.mp4`,
    `/live/main/v720/${bigger.version}/${CHANGE / 4}.m4s`,
    `/live/main/v720/${bigger.version}/${CHANGE / 4 + 1}.m4s`,
  ]);
  for (const uri of uris(text)) {
    const answer = await after.ask(uri);
    expect(answer.status, uri).toBe(200);
    expect((await answer.arrayBuffer()).byteLength, uri).toBeGreaterThan(0);
  }
});

it("is gone through by viewers' Workers that have not been deployed yet", async () => {
  const after = await airOverChange();
  forgetSharedReads();
  const text = await textOf(after.ask("/live/main/v360/index.m3u8", {}, "360p"));
  expect(text).toContain("#EXT-X-DISCONTINUITY\n");
  expect(text).not.toContain("#EXT-X-GAP");
  expect(text).toContain(`../v720/${bigger.version}/part/`);
});

it("is behind a gap when the earlier format is lost, or R2 fails, and the channel goes on", async () => {
  const after = await airOverChange();
  const gapsOf = (text: string): string[] =>
    [...text.matchAll(/#EXT-X-GAP\n#EXTINF:[^\n]*\n(\S+)/g)].map((match) => match[1] ?? "");
  await env.MEDIA.delete(`houses/${house.version}.house`);
  forgetSharedReads();
  const text = await textOf(after.ask("/live/main/v720/index.m3u8"));
  expect(gapsOf(text).at(-1)).toContain(`/${CHANGE / 4 - 1}.m4s`);
  expect(text).toContain(`\n${bigger.version}/${CHANGE / 4}.m4s\n`);
  vi.spyOn(Object.getPrototypeOf(env.MEDIA), "get").mockRejectedValue(new Error("R2 is away"));
  forgetSharedReads();
  expect(await textOf(after.ask("/live/main/v720/index.m3u8"))).toBe(text);
  await time.to((T + 400) * 1000);
  forgetSharedReads();
  expect(gapsOf(await textOf(after.ask("/replay/show-1/v720/index.m3u8")))).toHaveLength(2);
});

it("leaves no address with two meanings: a version has its own seconds, and made-up ones have none", async () => {
  const after = await airOverChange();
  for (const path of [
    `/live/main/audio/${bigger.version}/part/${T + 2}.m4s`,
    `/live/main/audio/${house.version}/part/${CHANGE + 1}.m4s`,
    `/live/main/audio/720p-00000000/part/${CHANGE + 1}.m4s`,
    `/live/main/v720/${house.version}/init.mp4`,
  ])
    expect((await after.ask(path)).status, path).toBe(404);
});

it("finds what was stored before keys carried the version", async () => {
  for (let second = T; second < T + 4; second += 1) {
    await time.to(second * 1000 + 1200);
    await propose(second);
  }
  await segmentsWritten();
  for (const rendition of house.renditions) {
    const key = `live/main/${house.version}/${rendition}/${T / 4}.m4s`;
    const stored = await env.MEDIA.get(key);
    await env.MEDIA.put(`live/main/${rendition}/${T / 4}.m4s`, await stored!.arrayBuffer());
    await env.MEDIA.delete(key);
  }
  await time.to((T + 400) * 1000);
  forgetSharedReads();
  const text = await textOf(ask("/replay/show-1/v360/index.m3u8"));
  expect(text).not.toContain("#EXT-X-GAP");
  const [init = "", segment = ""] = uris(text);
  expect((await ask(init)).status).toBe(200);
  expect((await bytesOf(ask(segment))).byteLength).toBeGreaterThan(10_000);
});
