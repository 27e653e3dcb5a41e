import type { Trouble } from "@nonstop/contract/trouble";
import { BLACK_TILES_KEY, CHANGED_TILE_KEY, PEAK_KEY } from "../ffmpeg/meters.ts";

/** What the meters say of one second. */
export type SecondReading = {
  /** Peak of its sound in dBFS; absent when there was no sound at all or it is unknown. */
  peakDbfs?: number;
  troubles: readonly Trouble[];
};

type Gauge = { peak?: number; isBlack?: boolean; isStill?: boolean };

/** Sound that never rises above this is silence: hiss of a muted room lies below, a whisper above. */
const SILENT_DBFS = -60;
/** A codec changes a still picture by less than this in every tile. The figures of a clock change more. */
const MAX_STILL_CHANGE = 6;
const TIME_LINE = /^frame:\d+\s+pts:\d+\s+pts_time:([\d.]+)/;

/** Gathers the lines of a room's meters by second. A second has a trouble when all its samples have it. */
export class SecondMeter {
  readonly #epochSecond: number;
  readonly #gauges = new Map<number, Gauge>();
  #second = 0;

  /** `epochSecond` is the Unix second of the meters' time 0. */
  constructor(epochSecond: number) {
    this.#epochSecond = epochSecond;
  }

  /** Notes a line that ffmpeg wrote; false when no meter wrote it. */
  noteLine(line: string): boolean {
    const time = TIME_LINE.exec(line);
    if (time !== null) {
      this.#second = this.#epochSecond + Math.floor(Number(time[1]));
      return true;
    }
    const equals = line.indexOf("=");
    return equals > 0 && this.#noteValue(line.slice(0, equals), line.slice(equals + 1));
  }

  /** Whether a meter has said anything about a second. */
  knows(second: number): boolean {
    return this.#gauges.has(second);
  }

  /** The reading of a whole second. It and those before are then forgotten. What is unknown is no trouble. */
  read(second: number): SecondReading {
    const { peak, isBlack, isStill } = this.#gauges.get(second) ?? {};
    for (const known of this.#gauges.keys()) if (known <= second) this.#gauges.delete(known);
    const troubles: Trouble[] = [];
    if (isBlack === true) troubles.push("black");
    if (isStill === true) troubles.push("frozen");
    if (peak !== undefined && peak < SILENT_DBFS) troubles.push("silent");
    return peak === undefined || peak === -Infinity ? { troubles } : { peakDbfs: peak, troubles };
  }

  #noteValue(key: string, value: string): boolean {
    const gauge = this.#gauges.get(this.#second) ?? {};
    if (key === PEAK_KEY) {
      const level = value === "-inf" ? -Infinity : Number(value);
      if (!Number.isNaN(level)) gauge.peak = Math.max(level, gauge.peak ?? level);
    } else if (key === BLACK_TILES_KEY) gauge.isBlack = Number(value) === 100 && gauge.isBlack !== false;
    else if (key === CHANGED_TILE_KEY)
      gauge.isStill = Number(value) < MAX_STILL_CHANGE && gauge.isStill !== false;
    else return false;
    this.#gauges.set(this.#second, gauge);
    return true;
  }
}
