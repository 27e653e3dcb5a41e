import { z } from "zod";
import { AssetIndex } from "./asset.ts";

/** `GET /api/v1/library` (producers only): the pieces that can be aired. */
export const Library = z.object({
  assets: z.array(AssetIndex.pick({ asset: true, title: true, durationSeconds: true, filler: true })),
});
export type Library = z.infer<typeof Library>;
