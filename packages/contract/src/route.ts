import type { AiringId, AssetId, ChannelId, EncoderName, RenditionId, RoomId } from "./names.ts";
import type { Second } from "./time.ts";

/** What a parameter of that name holds; any other name holds a text. */
type Values = {
  channel: ChannelId;
  rendition: RenditionId;
  room: RoomId;
  encoder: EncoderName;
  asset: AssetId;
  airing: AiringId;
  second: Second;
};
type ValueOf<Name> = Name extends keyof Values ? Values[Name] : string;

type NameOf<Part> = Part extends `:${infer Name}{${string}`
  ? [Name]
  : Part extends `:${infer Name}`
    ? [Name]
    : [];
type NamesOf<Pattern> = Pattern extends `${infer Part}/${infer Rest}`
  ? [...NameOf<Part>, ...NamesOf<Rest>]
  : NameOf<Pattern>;
type ValuesOf<Names extends readonly string[]> = { [Index in keyof Names]: ValueOf<Names[Index]> };
type ArgsOf<Pattern> =
  NamesOf<Pattern> extends infer Names extends readonly string[] ? ValuesOf<Names> : never;

type TemplatePart<Part> = NameOf<Part> extends [infer Name extends string] ? `{${Name}}` : Part;
type TemplateOf<Pattern> = Pattern extends `${infer Part}/${infer Rest}`
  ? `${TemplatePart<Part> & string}/${TemplateOf<Rest>}`
  : TemplatePart<Pattern> & string;

/**
 * A path with parameters: servers register its `pattern` (as Hono reads it: `:name`, or `:name{expression}`), clients call it
 * with the parameters for the address. `template` is the same path as OpenAPI writes it.
 */
export type Route<Pattern extends string, Args extends readonly unknown[]> = ((...args: Args) => string) & {
  readonly pattern: Pattern;
  readonly template: TemplateOf<Pattern>;
};

/** A route that is called with the values of its parameters, in their order. They are not escaped: our names need none. */
export function route<const Pattern extends string>(pattern: Pattern): Route<Pattern, ArgsOf<Pattern>> {
  return routeOf(pattern, (...values: readonly unknown[]) => values);
}

/** A route whose parameters are made of something else, such as a file name of a number. */
export function routeOf<const Pattern extends string, Args extends readonly unknown[]>(
  pattern: Pattern,
  valuesOf: (...args: Args) => readonly unknown[],
): Route<Pattern, Args> {
  const address = (...args: Args): string => {
    const values = valuesOf(...args);
    let index = 0;
    return pattern.replaceAll(PARAMETER, () => String(values[index++]));
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type says of the text what the expression does to it
  const template = pattern.replaceAll(PARAMETER, "{$1}") as TemplateOf<Pattern>;
  return Object.assign(address, { pattern, template });
}

const PARAMETER = /:(\w+)(?:\{[^/]*\})?(?=\/|$)/g;
