import { z } from "zod";

/** A picture that people published, at an address of the vendor's. */
export const Picture = z.object({
  id: z.string(),
  url: z.url({ protocol: /^https?$/ }),
  /** In pixels. */
  width: z.int().min(1).optional(),
  height: z.int().min(1).optional(),
});
export type Picture = z.infer<typeof Picture>;
