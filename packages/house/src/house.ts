import { AssetChunkHeader } from "@nonstop/contract/asset";
import { decodeBundle } from "@nonstop/contract/bundle";
import {
  HOUSE_FORMAT_NAMES,
  HOUSE_FORMATS,
  type AiredFormat,
  type HouseFormatName,
  renditionIds,
} from "@nonstop/contract/house-format";
import { audioInitSegment, videoInitSegment } from "@nonstop/media/init-segment";
import type { Parameters } from "@nonstop/media/parameters";
import { decodeParameters } from "@nonstop/media/parameters-base64";
import type { HouseVersion } from "@nonstop/contract/names";
import { slateSecond } from "@nonstop/media/slate";
import { houseVersion } from "./house-version.ts";
import slate360 from "../slate/360p.bin";
import slate720 from "../slate/720p.bin";
import slateLadder from "../slate/ladder.bin";

/** What the edge knows of the house format: its renditions, their decoder parameters, and the slate in all of them. */
export type House = {
  version: HouseVersion;
  format: AiredFormat;
  renditions: readonly string[];
  parameters: Parameters;
  /** The slate's chunk as playouts receive it. */
  slateBundle: ArrayBuffer;
  /** One rendition of the slate, at any second. */
  slateFragment: (second: number, rendition: string) => Uint8Array;
  initSegment: (rendition: string) => Uint8Array | undefined;
};

const SLATES: Readonly<Record<HouseFormatName, ArrayBuffer>> = {
  "360p": slate360,
  "720p": slate720,
  ladder: slateLadder,
};

/** How many slate seconds we cache. Clients ask for all renditions of a second at about the same time. */
const SLATE_SECONDS_KEPT = 8;

const houses = new Map<string, House>();

/** The house format of the setting `HOUSE_FORMAT`. It is parsed once in the life of an isolate. */
export function houseOf(env: { HOUSE_FORMAT: string }): House {
  const known = houses.get(env.HOUSE_FORMAT);
  if (known !== undefined) return known;
  const name = HOUSE_FORMAT_NAMES.find((one) => one === env.HOUSE_FORMAT);
  if (name === undefined) {
    throw new Error(`HOUSE_FORMAT: "${env.HOUSE_FORMAT}" is none of ${HOUSE_FORMAT_NAMES.join(", ")}`);
  }
  const house = buildHouse(HOUSE_FORMATS[name], SLATES[name]);
  houses.set(name, house);
  return house;
}

/** Makes a house of a format and its slate. Throws when the slate has another format. */
export function buildHouse(format: AiredFormat, slateBundle: ArrayBuffer): House {
  const bundle = decodeBundle(new Uint8Array(slateBundle), AssetChunkHeader);
  if ("kind" in bundle) throw new Error(`slate ${format.name}: ${bundle.message}`);
  const { header, parts } = bundle;
  const renditions = renditionIds(format);
  for (const rung of format.video) {
    if (!parts.has(`video:${rung.id}`) || header.parameters.video[rung.id] === undefined)
      throw new Error(`slate ${format.name}: has no ${rung.id}`);
  }
  const parameters = decodeParameters(header.parameters);
  const inits = new Map([
    ...Object.entries(parameters.video).map(([id, p]) => [id, videoInitSegment(p)] as const),
    [format.audio.id, audioInitSegment(parameters.audio)] as const,
  ]);
  const seconds = new Map<number, Readonly<Record<string, Uint8Array>>>();
  const fragments = (second: number): Readonly<Record<string, Uint8Array>> => {
    const kept = seconds.get(second);
    if (kept !== undefined) return kept;
    const made = slateSecond(header, parts, second);
    for (const old of seconds.keys()) {
      if (seconds.size < SLATE_SECONDS_KEPT) break;
      seconds.delete(old);
    }
    seconds.set(second, made);
    return made;
  };
  return {
    version: houseVersion(format, header.parameters),
    format,
    renditions,
    parameters,
    slateBundle,
    slateFragment: (second, rendition) => {
      const bytes = fragments(second)[rendition];
      if (bytes === undefined) throw new Error(`slate ${format.name}: has no rendition ${rendition}`);
      return bytes;
    },
    initSegment: (rendition) => inits.get(rendition),
  };
}
