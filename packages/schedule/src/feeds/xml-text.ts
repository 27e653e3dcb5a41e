const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
/** What XML 1.0 cannot hold, not even escaped: most controls, halves of surrogate pairs, two non-characters. */
const NO_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A text as XML holds it, between tags and in quotes. */
export function xmlText(text: string): string {
  return text
    .replaceAll(NO_XML, "")
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** An element with its text. */
export function xmlElement(tag: string, text: string, attributes: Attributes = {}): string {
  return `${xmlStart(tag, attributes)}${xmlText(text)}</${tag}>`;
}

/** An element without content. */
export function xmlEmpty(tag: string, attributes: Attributes): string {
  return `${xmlStart(tag, attributes).slice(0, -1)} />`;
}

/** The start of an element. Attributes that are undefined are left out. */
export function xmlStart(tag: string, attributes: Attributes): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${xmlText(oneLine(String(value)))}"`],
  );
  return `<${tag}${written.join("")}>`;
}

/** A text in one line, without spaces at its ends and without what XML cannot hold. */
export function oneLine(text: string): string {
  return text
    .replaceAll(NO_XML, "")
    .replaceAll(/[\s\u0085]+/g, " ")
    .trim();
}
