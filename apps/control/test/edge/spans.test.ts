import { expect, it, vi } from "vitest";
import { env } from "cloudflare:workers";
import {
  ask,
  channelInEachTest,
  propose,
  RENDITIONS,
  segmentsWritten,
  T,
  textOf,
  version,
} from "./station.ts";

const time = channelInEachTest();

async function air(from: number, to: number): Promise<void> {
  for (let second = from; second < to; second += 1) {
    await time.to((second + 1) * 1000);
    await (await propose(second)).body?.cancel();
  }
}

it("plays what aired between two seconds, whatever it was, in whole segments", async () => {
  await air(T, T + 12);
  await time.to((T + 300) * 1000);
  const multivariant = await ask(`/replay/main/${T + 4}-${T + 20}.m3u8`);
  expect(multivariant.headers.get("cache-control")).toBe("public, max-age=300");
  expect(await textOf(multivariant)).toContain(`${T + 4}-${T + 20}/v360/index.m3u8`);
  for (const rendition of RENDITIONS) {
    const text = await textOf(ask(`/replay/main/${T + 4}-${T + 20}/${rendition}/index.m3u8`));
    expect(text).toContain("#EXT-X-ENDLIST");
    expect(text).not.toContain("#EXT-X-GAP");
    expect([...text.matchAll(/(\S+)\.m4s/g)].map(([, name]) => name)).toEqual(
      [1, 2, 3, 4].map((n) => `/live/main/${rendition}/${version}/${T / 4 + n}`),
    );
  }
});

it("ends with what is listed now while the span is not over", async () => {
  await air(T, T + 10);
  const answer = await ask(`/replay/main/${T}-${T + 3600}.m3u8`);
  expect(answer.headers.get("cache-control")).toBe("public, max-age=4");
  const text = await textOf(ask(`/replay/main/${T}-${T + 3600}/audio/index.m3u8`));
  expect(text).not.toContain("#EXT-X-ENDLIST");
  expect(text).toContain(`${T / 4 + 1}.m4s`);
  expect(text).not.toContain(`${T / 4 + 2}.m4s`);
});

it("leaves out what is lost, and is none when all is", async () => {
  await air(T, T + 8);
  await time.to((T + 300) * 1000);
  await segmentsWritten();
  const gaps = async (): Promise<number> =>
    (await textOf(ask(`/replay/main/${T}-${T + 8}/v360/index.m3u8`))).split("#EXT-X-GAP").length - 1;
  expect(await gaps()).toBe(0);
  for (const rendition of RENDITIONS)
    await env.MEDIA.delete([0, 1].map((n) => `live/main/${version}/${rendition}/${T / 4 + n}.m4s`));
  await time.to((T + 400) * 1000);
  await vi.waitFor(async () => expect((await ask(`/replay/main/${T}-${T + 8}.m3u8`)).status).toBe(404));
});

it.each([
  ["backwards", `${T}-${T - 10}`, "no-replay"],
  ["empty", `${T}-${T}`, "no-replay"],
  ["longer than a day", `${T - 90_000}-${T}`, "no-replay"],
  ["older than feeds list", `${T - 16 * 86_400}-${T - 16 * 86_400 + 60}`, "no-replay"],
  ["still to come", `${T + 600}-${T + 700}`, "not-yet"],
])("has no span that is %s", async (_what, span, code) => {
  const answer = await ask(`/replay/main/${span}.m3u8`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { code } });
});

it("knows no other channel, no other rendition and no query", async () => {
  await air(T, T + 8);
  await time.to((T + 60) * 1000);
  expect((await ask(`/replay/other/${T}-${T + 8}.m3u8`)).status).toBe(404);
  expect((await ask(`/replay/main/${T}-${T + 8}/v9999/index.m3u8`)).status).toBe(404);
  const queried = await ask(`/replay/main/${T}-${T + 8}.m3u8?x=1`, { redirect: "manual" });
  expect(queried.headers.get("location")).toBe(`/replay/main/${T}-${T + 8}.m3u8`);
});
