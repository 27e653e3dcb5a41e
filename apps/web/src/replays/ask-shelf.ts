import { routes } from "@nonstop/contract/routes";
import { FavouriteAnswer, Shelf, type ShelfEntry } from "@nonstop/contract/shelf";
import { type Answer, ask } from "../feed/door.ts";
import { CHANNEL } from "../feed/station-feed.ts";

/** Asks for a page of what can be watched again. */
export function askShelf(o: {
  kind: ShelfEntry["kind"];
  words?: string;
  after?: string;
  limit: number;
}): Promise<Answer<Shelf>> {
  const query = new URLSearchParams({ kind: o.kind, limit: String(o.limit) });
  if (o.words !== undefined && o.words.trim() !== "") query.set("q", o.words.trim());
  if (o.after !== undefined) query.set("after", o.after);
  return ask(`${routes.shelf(CHANNEL)}?${query.toString()}`, Shelf);
}

/** Asks for one favourite. */
export function askFavourite(slug: string): Promise<Answer<FavouriteAnswer>> {
  return ask(routes.favourite(CHANNEL, slug), FavouriteAnswer);
}
