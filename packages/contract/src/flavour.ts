import type { z } from "zod";

/**
 * A text or number of one kind: a second and a millisecond do not stand for each other, nor a room's name and an asset's.
 * Literals and what arithmetic yields still do, for they are of no kind yet.
 */
export type Flavour<Base extends string | number, Kind extends string> = Base & { readonly __kind?: Kind };

/** The schema of a kind: it parses as before, and what it yields is of the kind. */
export type FlavouredSchema<Schema extends z.ZodType<string | number>, Kind extends string> = Schema &
  Record<"_zod", Record<"output", Flavour<z.output<Schema>, Kind>>>;

/** Gives what `schema` yields a kind. Nothing happens when it runs. */
export function flavoured<Kind extends string, Schema extends z.ZodType<string | number>>(
  _kind: Kind,
  schema: Schema,
): FlavouredSchema<Schema, Kind> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a kind is a matter of types alone, like zod's own brand
  return schema as FlavouredSchema<Schema, Kind>;
}
