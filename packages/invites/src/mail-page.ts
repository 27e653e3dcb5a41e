import type { Block } from "./template.ts";

/** What a mail looks like: the page's words, and the addresses among them that may be pressed. */
type MailPage = {
  title: string;
  station: string;
  blocks: readonly Block[];
  /** The one link, which stands as a button where it is alone. */
  link?: string;
  links: readonly string[];
};

/** The seven stripes of the test card, as the station's pages have them. */
const STRIPES = ["#d9d9d9", "#d6d04a", "#4fc3cf", "#4fb35a", "#b85bb5", "#cf4a43", "#4a5fcf"];
const FONT = "font-family:Archivo,Helvetica,Arial,sans-serif";
// Mail clients that turn colours over for the night look for these; the others keep the inline ones.
const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.ground{background:#0b0d10!important}.card{background:#14181d!important}.words{color:#e9edf1!important}.quiet{color:#9aa5b1!important}.press{background:#e9edf1!important;color:#14181d!important}}`;

/**
 * A mail as HTML: tables and inline styles, for that is what mail clients lay out; no picture, no script, nothing fetched. Every
 * word is escaped.
 */
export function mailPage({ title, station, blocks, link, links }: MailPage): string {
  const body = blocks.map((block) => blockHtml(block, link, links)).join("\n");
  const stripes = STRIPES.map(
    (colour) =>
      `<td bgcolor="${colour}" style="background:${colour};height:6px;line-height:6px;font-size:0">&nbsp;</td>`,
  ).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f6f5f1">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f6f5f1" style="background:#f6f5f1">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="max-width:600px;background:#ffffff;border-radius:6px">
<tr><td style="padding:0"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${stripes}</tr></table></td></tr>
<tr><td class="words" dir="auto" style="padding:20px 28px 0;${FONT};font-size:18px;font-weight:800;letter-spacing:-0.01em;color:#15181c">${escaped(station)}</td></tr>
<tr><td class="words" style="padding:4px 28px 28px;${FONT};font-size:16px;line-height:1.5;color:#15181c">
${body}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function blockHtml({ lines, only }: Block, link: string | undefined, links: readonly string[]): string {
  if (only === "link" && link !== undefined) return button(link);
  const first = lines.findIndex((line) => line.startsWith("- "));
  if (first >= 0 && lines.slice(first).every((line) => line.startsWith("- "))) {
    const items = lines.slice(first).map((line) => `<li dir="auto">${words(line.slice(2), links)}</li>`);
    const head = first === 0 ? "" : paragraph(lines.slice(0, first), links, "margin:20px 0 6px");
    return `${head}<ul style="margin:6px 0 16px;padding-left:22px">${items.join("")}</ul>`;
  }
  if (only === "title")
    return `<h1 class="words" dir="auto" style="margin:20px 0 4px;${FONT};font-size:26px;line-height:1.2;color:#15181c">${lines.map((line) => words(line, links)).join("<br>")}</h1>`;
  const style = only === "when" ? "margin:0 0 16px;font-size:17px;font-weight:600" : "margin:16px 0";
  return paragraph(lines, link === undefined ? links : [link, ...links], style);
}

function paragraph(lines: readonly string[], links: readonly string[], style: string): string {
  return `<p dir="auto" style="${style}">${lines.map((line) => words(line, links)).join("<br>")}</p>`;
}

function button(link: string): string {
  const address = escaped(link);
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:20px 0 6px"><tr><td class="press" bgcolor="#15181c" style="background:#15181c;border-radius:4px"><a class="press" href="${address}" style="display:inline-block;padding:12px 24px;${FONT};font-size:16px;font-weight:700;color:#ffffff;text-decoration:none;border-radius:4px">Come in here</a></td></tr></table>
<p class="quiet" style="margin:0 0 16px;font-size:13px;line-height:1.4;color:#5b6570;word-break:break-all">${anchor(address)}</p>`;
}

function words(line: string, links: readonly string[]): string {
  const text = escaped(line);
  const address = links.map(escaped).find((each) => each !== "" && text.includes(each));
  return address === undefined ? text : text.replace(address, () => anchor(address));
}

function anchor(address: string): string {
  return `<a href="${address}" style="color:inherit;word-break:break-all">${address}</a>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
