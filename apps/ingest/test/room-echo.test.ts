import { HOUSE_FORMATS } from "@nonstop/contract/house-format";
import type { Parameters } from "@nonstop/media/parameters";
import { RoomSplitter } from "@nonstop/media/split";
import { expect, it } from "vitest";
import { EchoMeter } from "../src/echo/room-echo.ts";
import { houseOutput, latticeFilters } from "../src/ffmpeg/house-command.ts";
import { runFfmpeg } from "../src/ffmpeg/run-ffmpeg.ts";
import { SecondRing } from "../src/room/second-ring.ts";

const FFMPEG = process.env["FFMPEG"] ?? "ffmpeg";
const SECONDS = 12;

/** A room that offers so many seconds of a sound, as they come out of a room's ffmpeg. */
async function roomOf(sound: string): Promise<{ ring: SecondRing; parameters: Parameters | undefined }> {
  const format = HOUSE_FORMATS["360p"];
  const lattice = latticeFilters(format, { video: "[0:v:0]", audio: "[1:a:0]", second: 0 });
  const lavfi = ["-f", "lavfi", "-t", String(SECONDS)];
  const run = runFfmpeg({
    program: FFMPEG,
    inputs: [
      { source: "color=black:s=64x36:r=30", options: lavfi },
      { source: sound, options: lavfi },
    ],
    filterGraph: lattice.graph,
    output: houseOutput(format, lattice.labels),
  });
  const splitter = new RoomSplitter({ videoRenditions: ["v360"], epochSecond: 0 });
  const room = { ring: new SecondRing(SECONDS), parameters: undefined as Parameters | undefined };
  for await (const bytes of run.output)
    for (const event of splitter.push(bytes)) {
      if (event.kind === "parameters") room.parameters = event.parameters;
      if (event.kind === "second")
        room.ring.offer({ second: event.second, fragments: event.fragments, offeredAtMs: 0 });
    }
  return room;
}

// Breath in bursts: as little like a tone as a voice is.
const BREATH = "anoisesrc=color=pink:seed=7,volume='0.4*gt(sin(7*t)+sin(3.1*t),0.2)':eval=frame";

it("hears in a room's own fragments that its sound comes back, and when", async () => {
  const meter = new EchoMeter(FFMPEG);
  const [dry, wet] = await Promise.all([roomOf(BREATH), roomOf(`${BREATH},aecho=1:1:600:0.3`)]);
  const [none, some] = await Promise.all([meter.measure(dry), meter.measure(wet)]);
  expect(none.measuredSeconds).toBeGreaterThanOrEqual(8);
  expect(none.echo).toBeUndefined();
  expect(some.echo?.delaySeconds).toBeCloseTo(0.6, 2);
});

it("says nothing of a room without sound", async () => {
  const meter = new EchoMeter(FFMPEG);
  expect(await meter.measure(await roomOf("anullsrc=r=48000:cl=stereo"))).toEqual({ measuredSeconds: 0 });
});
