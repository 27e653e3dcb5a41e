import { z } from "zod";

/** Who fills the picture of a meeting's livestream. `host`: what the host of the meeting looks at. */
export const Layout = z.enum(["speaker", "gallery", "host"]);
export type Layout = z.infer<typeof Layout>;

/**
 * `PUT /api/v1/events/{airing}/layout` (producers only): another layout from now on, while the livestream of the event's meeting is
 * up. A livestream that drops out in mid-show comes back with it; the next session begins as the entry says.
 */
export const LayoutRequest = z.object({ layout: Layout });
export type LayoutRequest = z.infer<typeof LayoutRequest>;

/** `says`: what became of it, for people. */
export const LayoutAnswer = z.object({ layout: Layout, says: z.string() });
export type LayoutAnswer = z.infer<typeof LayoutAnswer>;
