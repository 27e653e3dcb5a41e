/** What a team's template may name: `{{name}}`, `{{when}}` ... */
const PLACEHOLDERS = [
  "name",
  "role",
  "title",
  "summary",
  "station",
  "when",
  "arrive",
  "onAir",
  "link",
  "dialIn",
  "guests",
  "note",
  "watch",
  "tips",
  "tryOut",
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Values by placeholder. One may have several lines; an empty one is left out with its line. */
export type Values = Readonly<Record<Placeholder, string>>;

/** A paragraph of a filled template: its lines, and the placeholder when it is nothing else. */
export type Block = { lines: string[]; only?: Placeholder };

// As long as a team's name for something may be. No two parts of it can take the same blanks, of which a text may have any number.
const TAG = /\{\{([^{}]{1,100})\}\}/g;
const PARAGRAPH_END = /\n(?:[^\S\n]*\n)+/;

/**
 * A template with its values, as paragraphs. A paragraph, or a line, whose placeholders are all empty is left out. What a value holds is never
 * read as a template.
 */
export function filledTemplate(template: string, values: Values): Block[] {
  return template
    .replaceAll(/\r\n?/g, "\n")
    .trim()
    .split(PARAGRAPH_END)
    .flatMap((paragraph) => {
      if (saysNothing(paragraph, values)) return [];
      const lines = paragraph.split("\n").flatMap((line) => filledLine(line, values));
      if (lines.join("").trim() === "") return [];
      const only = lonePlaceholder(paragraph);
      return [only === undefined ? { lines } : { lines, only }];
    });
}

/** The placeholders that a template names. */
export function placeholdersOf(template: string): Placeholder[] {
  return tagsOf(template).flatMap((typed) => placeholderOf(typed) ?? []);
}

/** What a template names that is no placeholder, as it was typed, each once. */
export function unknownPlaceholders(template: string): string[] {
  return [...new Set(tagsOf(template).filter((typed) => placeholderOf(typed) === undefined))];
}

function filledLine(line: string, values: Values): string[] {
  if (saysNothing(line, values)) return [];
  const found = valuesIn(line, values);
  let next = 0;
  return line
    .replaceAll(TAG, () => found[next++] ?? "")
    .split("\n")
    .map((each) => each.trimEnd());
}

/** Its placeholders, of which it has some, are all empty. */
function saysNothing(text: string, values: Values): boolean {
  const found = valuesIn(text, values);
  return found.length > 0 && found.every((value) => value === "");
}

function valuesIn(text: string, values: Values): string[] {
  return tagsOf(text).map((typed) => {
    const placeholder = placeholderOf(typed);
    return placeholder === undefined ? "" : values[placeholder];
  });
}

function lonePlaceholder(paragraph: string): Placeholder | undefined {
  const [tag, ...others] = tagsOf(paragraph);
  const isAlone = tag !== undefined && others.length === 0 && paragraph.replaceAll(TAG, "").trim() === "";
  return isAlone ? placeholderOf(tag) : undefined;
}

function tagsOf(text: string): string[] {
  return [...text.matchAll(TAG)].map(([, typed = ""]) => typed.trim());
}

function placeholderOf(typed: string): Placeholder | undefined {
  return PLACEHOLDERS.find((placeholder) => placeholder.toLowerCase() === typed.toLowerCase());
}
