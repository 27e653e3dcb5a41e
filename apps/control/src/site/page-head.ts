/** What a page says about itself to search engines, to chats, to feed readers, and in a browser's tab. */
export type PageHead = {
  title: string;
  description: string;
  /** Absolute. */
  url: string;
  /** Absolute. */
  image: string;
  /** The same in other forms: feeds, calendars, what shows it in other pages. */
  alternates?: readonly Alternate[];
  /** What it is about, as JSON-LD that nothing ends early (`linkedData`). */
  linkedData?: string;
};

export type Alternate = { type: string; href: string; title: string };

/** The page with its head filled in. Every word is escaped: titles come from the programming team. */
export function withHead(page: Response, head: PageHead): Response {
  const content: Readonly<Record<string, string>> = {
    description: head.description,
    "og:title": head.title,
    "og:description": head.description,
    "og:url": head.url,
    "og:image": head.image,
  };
  const filled = new HTMLRewriter()
    .on("title", { element: (title) => void title.setInnerContent(head.title) })
    .on("meta", {
      element: (meta) => {
        const name = meta.getAttribute("property") ?? meta.getAttribute("name");
        const value = name === null ? undefined : content[name];
        // The rewriter escapes quotes, but leaves ampersands alone.
        if (value !== undefined) meta.setAttribute("content", value.replaceAll("&", "&amp;"));
      },
    })
    .on("head", { element: (element) => void element.append(endOf(head), { html: true }) })
    .transform(page);
  const answer = new Response(filled.body, filled);
  // These headers describe the file, not this page.
  answer.headers.delete("etag");
  answer.headers.delete("content-length");
  return answer;
}

function endOf({ url, alternates = [], linkedData }: PageHead): string {
  const links = alternates.map(
    ({ type, href, title }) =>
      `<link rel="alternate" type="${attribute(type)}" href="${attribute(href)}" title="${attribute(title)}">`,
  );
  // A block of data is no script to a content security policy.
  const data = linkedData === undefined ? [] : [`<script type="application/ld+json">${linkedData}</script>`];
  return [`<link rel="canonical" href="${attribute(url)}">`, ...links, ...data].join("");
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
