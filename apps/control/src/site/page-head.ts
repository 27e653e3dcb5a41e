/** What a page says about itself to search engines, to chats, and in a browser's tab. */
export type PageHead = {
  title: string;
  description: string;
  /** Absolute. */
  url: string;
  /** Absolute. */
  image: string;
};

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
    .transform(page);
  const answer = new Response(filled.body, filled);
  // These headers describe the file, not this page.
  answer.headers.delete("etag");
  answer.headers.delete("content-length");
  return answer;
}
