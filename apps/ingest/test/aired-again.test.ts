import { assetSecond } from "@nonstop/media/asset-chunk";
import { planChunk } from "@nonstop/media/chunk-plan";
import { pastSource } from "@nonstop/media/chunk-source";
import { checkFragments } from "@nonstop/media/house-check";
import { audioInitSegment, videoInitSegment } from "@nonstop/media/init-segment";
import { decodeParameters } from "@nonstop/media/parameters-base64";
import { putTogether } from "@nonstop/media/put-together";
import { AssetIndex } from "@nonstop/contract/asset";
import { afterAll, beforeAll, expect, it } from "vitest";
import { conformAt, greysOf, makeFile } from "./pieces.ts";
import { decodeErrors, openStation, readChunk, type TestStation } from "./station.ts";

let station: TestStation;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station.close());

const SECONDS = 8;
const AIRED = 1_800_000_003;
const AGAIN = 1_800_100_006;

/** The grey of a second: each second of the film has its own. */
const GREY = "geq=lum='40+20*floor(T)':cb=128:cr=128";

it("what was conformed and aired airs again from an index alone, without an error, and every picture is the one that aired", async () => {
  const options = `-f lavfi -i color=s=160x90:r=30,${GREY} -f lavfi -i sine=500:r=48000 -t ${SECONDS} -c:v libx264 -c:a aac`;
  const file = await makeFile(station, "greys.mp4", options.split(" "));
  expect(await conformAt(station, "greys", file)).toMatchObject({ state: "ready" });
  const stored = (name: string): Uint8Array => station.edge.stored.get(`greys/${name}`) ?? new Uint8Array();
  const index = AssetIndex.parse(JSON.parse(new TextDecoder().decode(stored("index.json"))));
  const parameters = decodeParameters(index.parameters);
  const chunk = readChunk(
    stored(index.source?.kind === "chunks" ? `${index.source.folder}/0.chunk` : "0.chunk"),
  );

  const channel = pastSource((rendition, second) =>
    second < AIRED || second >= AIRED + SECONDS
      ? undefined
      : assetSecond(chunk.header, chunk.parts, { assetSecond: second - AIRED, channelSecond: second })[
          rendition
        ],
  );
  // It is interrupted: its third and fourth second are not the show.
  const spans = [
    { from: AIRED, to: AIRED + 2 },
    { from: AIRED + 4, to: AIRED + SECONDS },
  ];
  const made = putTogether(planChunk(spans, 0, 6), channel, ["v360"]);
  const bytes = Buffer.concat([...made.runs()]);
  let at = 0;
  const parts = new Map(
    made.parts.map(({ name, byteLength }) => [name, bytes.subarray(at, (at += byteLength))]),
  );

  const video: Uint8Array[] = [videoInitSegment(parameters.video["v360"]!)];
  const audio: Uint8Array[] = [audioInitSegment(parameters.audio)];
  for (let second = 0; second < 6; second += 1) {
    const channelSecond = AGAIN + second;
    const shown = assetSecond(made.layout, parts, { assetSecond: second, channelSecond });
    expect(checkFragments(shown, channelSecond, ["v360"])).toEqual({ kind: "ok" });
    video.push(shown["v360"]!);
    audio.push(shown["audio"]!);
  }
  expect(await decodeErrors(Buffer.concat(video))).toBe("");
  expect(await decodeErrors(Buffer.concat(audio))).toBe("");
  const greys = (await greysOf(Buffer.concat(video))).map(([, middle]) => Math.round((middle - 40) / 20));
  expect(greys).toEqual([0, 1, 4, 5, 6, 7].flatMap((second) => Array<number>(30).fill(second)));
});
