import { z } from "zod";

/** A part of the day by the station's clocks, in minutes after midnight: `[from, to)`, over midnight where `to` is not after `from`. */
export const DayPart = z.object({
  /** Pieces tagged `daypart:{name}` air in it. */
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  from: z.int().min(0).max(1439),
  to: z.int().min(0).max(1439),
});
export type DayPart = z.infer<typeof DayPart>;

/** How the station fills the time between programmes: what the programming team may decide. */
export const Programming = z.object({
  /** A piece of the pool does not begin again before so many hours have passed since its last second. */
  repeatHours: z.int().min(0).max(168),
  /** Each full hour between programmes begins with an ident. */
  identsAtTheHour: z.boolean(),
  /** Pieces of the rerun pool fill as pieces of the filler pool do. */
  rerunsFill: z.boolean(),
  /** Breaks within a piece are so far apart at least, and as far from its ends. */
  breakSpacingMinutes: z.int().min(1).max(240),
  /** The station makes promos of what the guide has next. */
  promos: z.boolean().default(true),
  dayParts: z.array(DayPart).max(24),
});
export type Programming = z.infer<typeof Programming>;

/** What holds where the programming team has said nothing. */
export const STATION_PROGRAMMING: Programming = {
  repeatHours: 3,
  identsAtTheHour: true,
  rerunsFill: true,
  breakSpacingMinutes: 8,
  promos: true,
  dayParts: [
    { name: "morning", from: 360, to: 720 },
    { name: "afternoon", from: 720, to: 1080 },
    { name: "evening", from: 1080, to: 1380 },
    { name: "night", from: 1380, to: 360 },
  ],
};
