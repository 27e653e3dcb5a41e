/** `{field: {locale: value}}`, as every webhook carries it. */
export type LocalisedFields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The locale that the station is written in. */
export const LOCALE = "en-US";

/** The value of a field in the station's locale, or in whichever the entry has. */
export function localised(fields: LocalisedFields, field: string): unknown {
  const values = fields[field];
  return values?.[LOCALE] ?? Object.values(values ?? {})[0];
}
