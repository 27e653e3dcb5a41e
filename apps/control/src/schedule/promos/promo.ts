import { AiringId, AssetId } from "@nonstop/contract/names";
import { PromoCard } from "@nonstop/contract/promo-card";
import { z } from "zod";

/** A promo that the station makes, or has made: of one airing, in words that are true as long as its name is wanted. */
export const Promo = z.object({
  asset: AssetId,
  airing: AiringId,
  card: PromoCard,
  /** When it is to be looked at (epoch ms); absent when there is nothing to do. */
  dueMs: z.number().optional(),
  /** Ingest may have its order, whatever was answered. */
  ordered: z.boolean().default(false),
  job: z.string().optional(),
  isMade: z.boolean().default(false),
  /** It is true no more, and out of the station by then at the latest (epoch ms). */
  goneMs: z.number().optional(),
  /** How often it could not be made. */
  faults: z.int().min(0).default(0),
  problem: z.string().optional(),
});
export type Promo = z.infer<typeof Promo>;
