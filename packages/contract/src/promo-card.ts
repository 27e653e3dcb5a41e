import { z } from "zod";

const Line = (most: number) => z.string().trim().min(1).max(most);

/** What a promo shows and says for some seconds: a programme that comes, when, and with whom. Plain text in any script. */
export const PromoCard = z.object({
  title: Line(200),
  /** In words that stay true until it airs: `Saturday 20:00`. */
  when: Line(80),
  /** Whose clocks those are: `Lisbon time`. */
  zone: Line(80),
  presenters: z.array(Line(200)).max(20),
  /** The weekday of `when`, 0 is Monday: its stripe is lit. */
  weekday: z.int().min(0).max(6),
});
export type PromoCard = z.infer<typeof PromoCard>;
