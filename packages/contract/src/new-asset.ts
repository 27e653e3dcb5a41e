import { AssetId } from "./names.ts";
import { routes } from "./routes.ts";

const NAMES_OF_DOORS: ReadonlySet<string> = new Set(
  [routes.imports, routes.uploads, routes.pieceSpans].map((path) => path.slice(routes.library.length + 1)),
);

/** Whether a piece of this name would stand where a door of the library does. */
export function isNameOfDoor(name: string): boolean {
  return NAMES_OF_DOORS.has(name);
}

/** A name that a new piece may be given: at no door of the library would something else answer to it. */
export const NewAssetId = AssetId.refine((name) => !isNameOfDoor(name), {
  error: ({ input }) => `${String(input)} is the name of a door of the library: choose another`,
});
