import { expect, it } from "vitest";
import { ask, channelInEachTest, propose, RENDITIONS, T, textOf } from "./station.ts";

const time = channelInEachTest();

/** Airs seconds, those of `[T + 5, breakTo)` as a break that was planned until T + 11. */
async function air(from: number, to: number, breakTo = T + 11): Promise<void> {
  for (let second = from; second < to; second += 1) {
    const isBreak = second >= T + 5 && second < breakTo;
    await time.to((second + 1) * 1000);
    const answer = await propose(second, isBreak ? { role: "break", breakEnd: T + 11 } : {});
    await answer.body?.cancel();
  }
}
const tags = (text: string): string[] =>
  text.split("\n").filter((line) => line.startsWith("#EXT-X-DATERANGE"));

it("a break stands in all playlists: left while it runs, returned from once it is over", async () => {
  await air(T, T + 8);
  for (const rendition of RENDITIONS) {
    const text = await textOf(ask(`/live/main/${rendition}/index.m3u8`));
    expect(tags(text)).toEqual([
      expect.stringMatching(new RegExp(`ID="break-${T + 5}".*PLANNED-DURATION=6,SCTE35-OUT=0xFC`)),
    ]);
  }
  const out = tags(await textOf(ask("/live/main/v360/index.m3u8")))[0];
  await air(T + 8, T + 14);
  const live = await textOf(ask("/live/main/v360/index.m3u8"));
  // The first tag is as it was, and the second has its id.
  expect(tags(live)[0]).toBe(out);
  expect(tags(live)[1]).toMatch(new RegExp(`ID="break-${T + 5}".*,DURATION=6,SCTE35-IN=0xFC`));

  await time.to((T + 300) * 1000);
  const replay = await textOf(ask(`/replay/main/${T}-${T + 12}/v360/index.m3u8`));
  expect(tags(replay)).toEqual(tags(live));
});

it("one that ends early says how long it was, and leaves the plan as it was told", async () => {
  await air(T, T + 14, T + 9);
  const [out, back] = tags(await textOf(ask("/live/main/v360/index.m3u8")));
  expect(out).toContain("PLANNED-DURATION=6");
  expect(back).toContain(",DURATION=4,");
});

it("no break, no tag", async () => {
  await air(T, T + 8, T);
  expect(tags(await textOf(ask("/live/main/v360/index.m3u8")))).toEqual([]);
});
