import type { News } from "@nonstop/contract/announcement";
import { wallDay, wallSpan, wallTime } from "../wall-time.ts";

/** News as one line in Slack's own markup. Times are told in `timezone`. Slack's documentation: "Formatting text for app surfaces". */
export function slackText(news: News, timezone: string): string {
  const { type, data } = news;
  switch (type) {
    case "on-air.changed":
      return `:tv: On air: *${linked(data.title, data.page)}*${data.end === undefined ? "" : ` until ${wallTime(data.end, timezone)}`}`;
    case "airing.added":
      return `:calendar: New: *${linked(data.title, data.page)}*, ${when(data, timezone)}`;
    case "airing.changed":
      return `:calendar: Changed: *${linked(data.title, data.page)}*, ${when(data, timezone)}${before(data, timezone)}`;
    case "airing.withdrawn":
      return `:calendar: Withdrawn: *${escaped(data.title)}*, ${when(data, timezone)}`;
    case "guest.joined":
      return `:wave: ${escaped(data.name)} joined ${escaped(data.title)}, which starts at ${wallTime(data.start, timezone)}`;
    case "guest.left":
      return `:door: ${escaped(data.name)} left ${escaped(data.title)}`;
    case "trouble.began":
      return `:rotating_light: ${escaped(data.message)}${data.cure === undefined ? "" : ` ${escaped(data.cure)}`}`;
    case "trouble.over":
      return `:white_check_mark: Over: ${escaped(data.message)}`;
    case "test":
    default:
      return `:satellite_antenna: ${escaped(data.message)}`;
  }
}

type Span = { start: number; end: number };

function when(span: Span, timezone: string): string {
  return `${wallDay(span.start, timezone)} ${wallSpan(span, timezone)}`;
}

function before(data: Span & { was: Span & { title: string }; title: string }, timezone: string): string {
  const { was } = data;
  const titled = was.title === data.title ? [] : [`"${escaped(was.title)}"`];
  const timed = was.start === data.start && was.end === data.end ? [] : [when(was, timezone)];
  const words = [...titled, ...timed];
  return words.length === 0 ? "" : ` (was ${words.join(", ")})`;
}

function linked(title: string, page: string | undefined): string {
  // A link's text ends at the first ">", which is escaped, and its address at the first "|".
  return page === undefined
    ? escaped(title)
    : `<${page.replaceAll(/[|>]/g, encodeURIComponent)}|${escaped(title)}>`;
}

// What else is Slack's markup, such as *, is shown as it is typed: a title may look bold, and mention nobody.
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/\s+/g, " ");
}
