import type { Airing } from "@nonstop/contract/airing";

/** A live airing as tests plan it; what a test is about, it says itself. */
export function airing(over: Partial<Airing> & Pick<Airing, "start" | "end">): Airing {
  return {
    id: "show",
    channel: "main",
    kind: "live",
    title: "Show",
    slug: "show",
    summary: "",
    presenters: [],
    timezone: "Europe/Berlin",
    room: "studio",
    ...over,
  };
}
