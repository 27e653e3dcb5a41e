import type { Told } from "./heard.ts";

/** What a webhook says, for the log: an entry or a kind of news, never anything secret. */
export function whatOf(told: Told): string {
  switch (told.about) {
    case "entry":
      return `${told.change.action} ${told.change.entry}`;
    case "said":
      return `save ${told.entry}`;
    case "session":
    case "participant":
      return told.news.kind;
    case "recording":
      return told.news.what;
    case "video":
      return told.news.state;
    case "input":
    default:
      return told.news.event;
  }
}
