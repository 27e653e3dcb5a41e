import { z } from "zod";

/** What a stranger is told: `{recent}` stands for a second that was just on air, `{random}` for any number. */
export const Load = z.object({
  url: z.url(),
  seconds: z.number(),
  connections: z.int(),
  path: z.string(),
});
export type Load = z.infer<typeof Load>;

/** How often each status was answered. */
export const Answered = z.record(z.string(), z.int());

/** What the playout is told. */
export const Play = z.object({ url: z.url(), seconds: z.number(), token: z.string() });

/** What became of each second that it proposed; without `lateMs` it was lost. */
export const Aired = z.array(z.object({ second: z.int(), lateMs: z.number().optional() }));
export type Aired = z.infer<typeof Aired>;

/** What this process was told, in its one argument. */
export function told<T>(schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(process.argv[2] ?? "{}"));
}
