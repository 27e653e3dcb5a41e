import type { GuideEntry } from "@nonstop/contract/guide";
import * as fc from "fast-check";

/** A live programme as tests of feeds have it; what a test is about, it says itself. */
export function entryFor(over: Partial<GuideEntry> = {}): GuideEntry {
  return {
    airing: "ev1",
    slug: "late-show",
    kind: "live",
    title: "Late show",
    summary: "",
    presenters: [],
    start: 1_795_470_300,
    end: 1_795_473_900,
    timezone: "Europe/Berlin",
    ...over,
  };
}

/** Texts as nobody should write them: markup, ends of comments and scripts, controls, line ends, emoji, both directions. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "]]>",
        "<!--",
        "</script>",
        "&amp;",
        "\r\n",
        "\n ",
        "\u0000",
        "\u0007",
        "\u0085",
        "\u2028",
        "\u202E",
        "\uD800",
        "\uFFFE",
        "📺",
        "مساء",
        "END:VEVENT",
        ";,\\",
        '"',
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));
