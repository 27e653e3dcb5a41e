import type { GuestFinding, GuestVerdict } from "@nonstop/contract/guest-check";
import { present } from "@nonstop/contract/present";
import type { RoomEcho, RoomReading, RoomStatus } from "@nonstop/contract/room";
import type { Second } from "@nonstop/contract/time";
import type { Trouble } from "@nonstop/contract/trouble";

/** So many seconds of picture and sound are judged. */
export const NEEDED_SECONDS = 60;

/** A share of seconds that a breath, a cut or a hand before the lens explains. */
const MAX_BAD_SHARE = 0.2;
/** Seconds of a check in which somebody must be heard at all: people listen, and read. */
const MIN_HEARD_SHARE = 0.2;
const MAX_MISSING_SHARE = 0.05;
/** In dBFS. A voice whose loud seconds stay below this is lost beside those of others. */
const MIN_LOUD_DBFS = -30;
/** Sound that reaches this is cut off at the top; Zoom holds a voice well below. */
const CLIPPED_DBFS = -0.3;
const MAX_CLIPPED_SHARE = 0.05;
const MIN_HEIGHT = 360;
const MIN_PICTURES_PER_SECOND = 12;
/** How loud the loud seconds are: so many in ten are quieter. */
const LOUD_QUANTILE = 0.8;

/** What a room offered during a check. */
export type CheckMeasures = {
  /** By second, oldest first. */
  readings: readonly RoomReading[];
  source: RoomStatus["source"];
  echo: RoomEcho | undefined;
};

/** What can be said of a guest's set-up. Pure. */
export function findingsOf({ readings, source, echo }: CheckMeasures): GuestFinding[] {
  if (readings.length === 0) return [];
  return [pictureOf(readings, source), soundOf(readings), echoOf(echo), stabilityOf(readings)];
}

/** The verdict on a check that ends at `at`. Without enough seconds nobody is ready. Pure. */
export function verdictOf(measures: CheckMeasures, at: Second): GuestVerdict {
  const count = measures.readings.length;
  const findings = findingsOf(measures);
  if (count === 0)
    findings.push(
      bad(
        "stable",
        "Nothing of you reached the station.",
        "Press the button again, come into the meeting at once, and stay in it with camera and microphone on until the test is over.",
      ),
    );
  else if (count < NEEDED_SECONDS)
    findings.push(
      bad(
        "stable",
        `Only ${count} of ${NEEDED_SECONDS} seconds reached the station before the test ended.`,
        "Test again, and stay in the meeting until this page says that it is done.",
      ),
    );
  return { at, isReady: findings.every(({ is }) => is !== "bad"), findings };
}

function pictureOf(readings: readonly RoomReading[], source: RoomStatus["source"]): GuestFinding {
  if (share(readings, "black") > MAX_BAD_SHARE)
    return bad(
      "picture",
      "The station receives a black picture.",
      "Start your video in the meeting, and take the cover off the camera.",
    );
  if (share(readings, "frozen") > MAX_BAD_SHARE)
    return bad(
      "picture",
      "The station receives a picture that stands still.",
      "Start your video in the meeting, close other programs that use the camera, and come nearer to your router.",
    );
  const { height, width, picturesPerSecond } = source ?? {};
  if (height !== undefined && height < MIN_HEIGHT)
    return bad(
      "picture",
      `The station receives a small picture, ${width ?? "?"} by ${height}.`,
      "Switch HD on in the video settings of Zoom, or use a cable instead of Wi-Fi.",
    );
  if (picturesPerSecond !== undefined && picturesPerSecond < MIN_PICTURES_PER_SECOND)
    return bad(
      "picture",
      `The station receives ${Math.round(picturesPerSecond)} pictures a second, which looks jerky.`,
      "Close other programs, and use a cable instead of Wi-Fi.",
    );
  const size = height === undefined || width === undefined ? "" : `, ${width} by ${height}`;
  const rate =
    picturesPerSecond === undefined ? "" : ` with ${Math.round(picturesPerSecond)} pictures a second`;
  return good("picture", `The station sees you${size}${rate}.`);
}

function soundOf(readings: readonly RoomReading[]): GuestFinding {
  const heard = readings.flatMap(({ peakDbfs, troubles }) =>
    peakDbfs === undefined || troubles?.includes("silent") === true ? [] : [peakDbfs],
  );
  if (heard.length < readings.length * MIN_HEARD_SHARE)
    return bad(
      "sound",
      heard.length === 0 ? "The station hears nothing." : "The station hears next to nothing.",
      "Unmute yourself, choose the right microphone in Zoom, and speak during the test: read something aloud.",
    );
  const loud = quantile(heard, LOUD_QUANTILE);
  const level = `${Math.round(loud)} dB`;
  if (heard.filter((peak) => peak >= CLIPPED_DBFS).length > readings.length * MAX_CLIPPED_SHARE)
    return bad(
      "sound",
      "Your sound is so loud that it is distorted.",
      "Turn the microphone down, or move a hand's breadth away from it.",
    );
  if (loud < MIN_LOUD_DBFS)
    return bad(
      "sound",
      `The station hears you faintly (${level}).`,
      "Come nearer to the microphone, or turn it up in the settings of your computer.",
    );
  return good("sound", `The station hears you well (${level}).`);
}

function echoOf(measured: RoomEcho | undefined): GuestFinding {
  if (measured === undefined || measured.measuredSeconds === 0)
    return {
      what: "echo",
      is: "unmeasured",
      says: "Nothing can be said of an echo yet.",
    };
  const { echo } = measured;
  if (echo === undefined) return good("echo", "No echo: your own sound does not come back.");
  return bad(
    "echo",
    `Your own sound comes back ${echo.delaySeconds.toFixed(1)} seconds later.`,
    "Use headphones, mute every other device in the room, and keep the picture of the station silent.",
  );
}

function stabilityOf(readings: readonly RoomReading[]): GuestFinding {
  const [first, last] = [readings[0]?.second ?? 0, readings.at(-1)?.second ?? 0];
  const span = last - first + 1;
  const missing = span - new Set(readings.map(({ second }) => second)).size;
  if (missing > span * MAX_MISSING_SHARE)
    return bad(
      "stable",
      `${missing} of ${span} seconds were lost on their way.`,
      "Use a cable instead of Wi-Fi, and let nobody else fill the line.",
    );
  return good("stable", "The line held.");
}

function share(readings: readonly RoomReading[], trouble: Trouble): number {
  return readings.filter(({ troubles }) => troubles?.includes(trouble) === true).length / readings.length;
}

/** The value that a share of all values lies below. */
function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NEGATIVE_INFINITY;
}

function good(what: GuestFinding["what"], says: string): GuestFinding {
  return { what, is: "good", says };
}

function bad(what: GuestFinding["what"], says: string, cure: string): GuestFinding {
  return { what, is: "bad", says, ...present({ cure }) };
}
