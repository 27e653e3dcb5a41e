/** A title as it is drawn: lines of one size, in units of a picture 1080 high. */
export type DrawnTitle = { size: number; text: string };

/** Widest line of a card. */
const LINE = 1624;
/** Sizes of a title, the largest first, and how many lines of each find room. */
const SIZES: readonly { size: number; lines: number }[] = [
  { size: 172, lines: 2 },
  { size: 124, lines: 3 },
  { size: 94, lines: 4 },
];
/** What letters are wide, in shares of the size: a little more than they are, so that a line holds what it is given. */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
const NARROW = /[\sIJijlrtf.,:;'’!|()[\]{}·-]/;
const BROAD = /[\p{Lu}mw@%&—…]/u;
const BROADEST = /[MW]/;
const MOST_OF_A_LINE = 0.94;

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The largest size in which a title finds room, broken where it has no spaces, and cut at last. Pure. */
export function drawnTitle(title: string): DrawnTitle {
  const smallest = SIZES[SIZES.length - 1] ?? { size: 94, lines: 4 };
  const { size, lines } =
    SIZES.find((fit) => linesOf(wrapped(title, fit.size), fit.size) <= fit.lines) ?? smallest;
  const whole = wrapped(title, size);
  const kept: Part[] = [];
  for (const part of whole) {
    if (linesOf([...kept, part], size) > lines) break;
    kept.push(part);
  }
  const text = kept.map(({ text: word, isBroken }) => escaped(word) + (isBroken ? "\\N" : " ")).join("");
  return { size, text: kept.length < whole.length ? `${text.replace(/( |\\N)$/, "")}…` : text.trimEnd() };
}

/** One line of a size, cut where it is longer. Pure. */
export function drawnLine(text: string, size: number): string {
  if (widthOf(text) * size <= LINE) return escaped(text);
  const kept: string[] = [];
  for (const letter of lettersOf(text)) {
    if (widthOf(`${kept.join("")}${letter}…`) * size > LINE) break;
    kept.push(letter);
  }
  return escaped(`${kept.join("").trimEnd()}…`);
}

/** Whether a text is read from right to left: its first letter says so (as UAX 9, rule P2). */
export function isRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}

/** A text that is nothing but text to libass: no line breaks, and no marks that it would understand. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, " ")
    .replaceAll("\\", "\\\u2060")
    .replaceAll("{", "\\{")
    .replaceAll("}", "\\}");
}

/** A word, or a part of one that is longer than a line; `isBroken`: it goes on in the next line. */
type Part = { text: string; isBroken: boolean };

function wrapped(text: string, size: number): Part[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== "")
    .flatMap((word) => {
      const parts: string[] = [];
      let part = "";
      for (const letter of lettersOf(word)) {
        if (part !== "" && widthOf(part + letter) * size > LINE * MOST_OF_A_LINE) {
          parts.push(part);
          part = "";
        }
        part += letter;
      }
      return [...parts.map((broken) => ({ text: broken, isBroken: true })), { text: part, isBroken: false }];
    });
}

function linesOf(parts: readonly Part[], size: number): number {
  let lines = 1;
  let line = 0;
  for (const { text } of parts) {
    const width = widthOf(text) * size;
    const next = line === 0 ? width : line + widthOf(" ") * size + width;
    if (next > LINE * MOST_OF_A_LINE && line > 0) {
      lines += 1;
      line = width;
    } else line = next;
  }
  return lines;
}

function widthOf(text: string): number {
  return lettersOf(text).reduce((sum, letter) => sum + shareOf(letter), 0);
}

function shareOf(letter: string): number {
  if (WIDE.test(letter)) return 0.72;
  if (BROADEST.test(letter)) return 0.75;
  if (NARROW.test(letter)) return 0.26;
  return BROAD.test(letter) ? 0.6 : 0.43;
}

function lettersOf(text: string): string[] {
  return [...letters.segment(text)].map(({ segment }) => segment);
}
