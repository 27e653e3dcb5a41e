import type { PromoCard } from "@nonstop/contract/promo-card";
import { drawnLine, drawnTitle, isRightToLeft } from "./drawn-text.ts";

/** How long the film of a promo is. */
export const CARD_SECONDS = 10;
/** What it is drawn on. */
export const GROUND = "#0b0d10";

/** The test card's colours at 75 %, muted by 15 %, Monday's first. */
const STRIPES = ["bfbfbf", "b6b61d", "1db6b6", "14ad14", "ad14ad", "a60d0d", "0d0da6"];
const TEXT = "e9edf1";
const QUIET = "9aa5b1";
const WIDTH = 1920;
const BAR = { top: 640, bottom: 724 };
const MARGIN = 148;
/** Baselines and tops, in units of a picture 1080 high. */
const AT = { wordmark: 118, titleBottom: 602, when: 776, who: 892 };
const SIZE = { wordmark: 66, when: 92, who: 60 };
/** Named presenters; the rest is counted. */
const MAX_NAMED = 3;

/**
 * A promo as an ASS script for libass, which shapes, turns and breaks what is written: the ground is the video below. Words come in one
 * after the other, and the stripe of the day lights up. Pure.
 */
export function cardScript(card: PromoCard): string {
  const isRtl = isRightToLeft(card.title);
  const [side, x] = isRtl ? [2, WIDTH - MARGIN] : [0, MARGIN];
  const title = drawnTitle(card.title);
  const place = (align: number, y: number): string => `\\an${align + side}\\pos(${x},${y})`;
  const words = (name: string, tags: string, text: string): string => event(1, name, tags, text);
  return [
    ...head(),
    ...STRIPES.map((colour, day) => stripe(colour, day, day === card.weekday)),
    words(
      "Title",
      `\\an7\\pos(${MARGIN},${AT.wordmark})\\fs${SIZE.wordmark}\\fscx108\\fsp-3\\1c${ass(QUIET)}`,
      "nonstop",
    ),
    // Placed by margins alone: a position would take its wrapping from it.
    event(1, "Title", `\\an${1 + side}\\fs${title.size}\\fad(400,250)`, title.text, 1080 - AT.titleBottom),
    words("Words", `${place(7, AT.when)}\\fs${SIZE.when}\\fad(700,250)`, whenLine(card)),
    ...(card.presenters.length === 0
      ? []
      : [
          words(
            "Words",
            `${place(7, AT.who)}\\fs${SIZE.who}\\1c${ass(QUIET)}\\fad(1000,250)`,
            drawnLine(`with ${namesOf(card.presenters)}`, SIZE.who),
          ),
        ]),
    "",
  ].join("\n");
}

function whenLine({ when, zone }: PromoCard): string {
  return `${drawnLine(when, SIZE.when)}{\\1c${ass(QUIET)}\\fs${SIZE.who}}  ${drawnLine(zone, SIZE.who)}`;
}

function namesOf(names: readonly string[]): string {
  const named = names.length > MAX_NAMED ? names.slice(0, MAX_NAMED - 1) : names;
  const more = names.length - named.length;
  const all = more > 0 ? [...named, `${more} more`] : named;
  return all.length === 1 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}`;
}

function stripe(colour: string, day: number, isLit: boolean): string {
  const [left, right] = [day, day + 1].map((n) => Math.round((WIDTH * n) / STRIPES.length));
  const { top, bottom } = BAR;
  const light = isLit ? "\\t(300,1100,\\1a&H00&)" : "";
  const shape = `m ${left} ${top} l ${right} ${top} ${right} ${bottom} ${left} ${bottom}`;
  return event(0, "Shape", `\\pos(0,0)\\1c${ass(colour)}\\1a&HB0&${light}\\p1`, shape);
}

function head(): string[] {
  // Bold asks what stands in for a font to be bold too; the font itself is already.
  const style = (name: string, font: string, bold: 0 | -1): string =>
    `Style: ${name},${font},60,&H00${ass(TEXT).slice(2, -1)},&H0,&H0,&H0,${bold},0,0,0,100,100,-1,0,1,0,0,7,${MARGIN},${MARGIN},0,-1`;
  return [
    "[Script Info]",
    "ScriptType: v4.00+",
    `PlayResX: ${WIDTH}`,
    "PlayResY: 1080",
    "WrapStyle: 0",
    "YCbCr Matrix: None",
    "[V4+ Styles]",
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding",
    style("Title", "Archivo ExtraBold", -1),
    style("Words", "Archivo Medium", 0),
    style("Shape", "Archivo Medium", 0),
    "[Events]",
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
  ];
}

function event(layer: number, style: string, tags: string, text: string, marginV = 0): string {
  // Past the end, so that nothing is missing in the last picture.
  return `Dialogue: ${layer},0:00:00.00,0:00:${CARD_SECONDS}.00,${style},,0,0,${marginV},,{${tags}}${text}`;
}

/** A colour as ASS writes it: blue first. */
function ass(colour: string): string {
  return `&H${colour.slice(4, 6)}${colour.slice(2, 4)}${colour.slice(0, 2)}&`;
}
