import type { GuideEntry } from "@nonstop/contract/guide";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { siteRoutes } from "../../src/site/site-routes.ts";

const FAVOURITE = {
  kind: "favourite" as const,
  asset: "best",
  slug: "best",
  title: "The best of it",
  summary: "A minute.",
  people: [],
  durationSeconds: 60,
  at: 0,
  poster: `posters/${"0".repeat(64)}.jpg`,
};
const PAGE = `<!doctype html><html><head><title>Nonstop</title>
<meta name="description" content="-"><meta property="og:title" content="-">
<meta property="og:description" content="-"><meta property="og:url" content="-">
<meta property="og:image" content="-"></head><body><div id="app"></div></body></html>`;

const files: Record<string, string> = {
  "/": PAGE,
  "/control-room/": "<title>Control room</title>",
  "/contentful/sidebar/": "<title>Beside an entry</title>",
  "/embed/": "<title>The player</title>",
};
const ASSETS = {
  fetch: (input: Request | URL) => {
    const text = files[new URL(input instanceof Request ? input.url : input).pathname];
    const headers = { "content-type": "text/html; charset=utf-8", etag: '"file"' };
    return Promise.resolve(new Response(text ?? "", { status: text === undefined ? 404 : 200, headers }));
  },
};

const ENTRY: GuideEntry = {
  airing: "ev1",
  slug: "cables",
  kind: "live",
  title: "Cables",
  summary: "",
  presenters: [{ name: "Ada", slug: "ada", role: "host" }],
  start: 1_795_000_000,
  end: 1_795_003_600,
  timezone: "UTC",
};

const site = siteRoutes({
  favourite: (_env, slug) => Promise.resolve(slug === "best" ? FAVOURITE : undefined),
  framedBy: () => ["https://app.contentful.com", "https://app.eu.contentful.com"],
  programme: (_env, slug) => {
    if (slug === "broken") return Promise.reject(new Error("no schedule"));
    const summary = `Cables, "quoted" & crossed.\n${"more words ".repeat(40)}`;
    if (slug !== "cables" && slug !== "wires") return Promise.resolve(undefined);
    const entry = { ...ENTRY, title: 'Cables <b>"live"</b></script>', summary };
    return Promise.resolve({ stationTimezone: "UTC", entry, airings: [ENTRY] });
  },
  named: (_env, { list, name }) => {
    if (name === "broken") return Promise.reject(new Error("no schedule"));
    const ada = {
      title: "Ada <Okafor>",
      words: "Builds protocols.",
      picture: "/pictures/p1",
      airings: [ENTRY],
    };
    if (list === "people") return Promise.resolve(name === "ada" ? ada : undefined);
    return Promise.resolve(name === "talks" ? { title: "Talks", airings: [] } : undefined);
  },
  guide: (_env, { from, to }) =>
    Promise.resolve({ channel: "main", stationTimezone: "UTC", from, to, entries: [ENTRY] }),
});

async function page(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await site.request(`https://station.test${path}`, {}, { ...env, ASSETS });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

describe("the pages", () => {
  it.each([
    ["/", 200],
    ["/schedule", 200],
    ["/schedule/", 200],
    ["/schedule?day=2026-11-28", 200],
    ["/schedule/cables", 200],
    ["/schedule/broken", 200],
    ["/replays", 200],
    ["/replays/best", 200],
    ["/replays/withdrawn", 404],
    ["/control-room/", 200],
    ["/embed/", 200],
    ["/embed/ev1", 200],
    ["/embed/a/b", 404],
    ["/schedule/never-heard-of", 404],
    ["/schedule/a/b", 404],
    ["/people", 200],
    ["/people/ada", 200],
    ["/people/broken", 200],
    ["/people/nobody", 404],
    ["/shows/", 200],
    ["/shows/talks", 200],
    ["/shows/ada", 404],
    ["/search?q=cables", 200],
    ["/search/more", 404],
    ["/nowhere", 404],
    ["/nothing.js", 404],
  ])("%s answers %i", async (path, status) => {
    const answer = await page(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
  });

  it("but two are shown in no other's: one in Contentful's, and the player in anybody's", async () => {
    const ancestors = async (path: string): Promise<string | undefined> =>
      /frame-ancestors ([^;]*)/.exec((await page(path)).headers.get("content-security-policy") ?? "")?.[1];
    expect(await ancestors("/contentful/sidebar/")).toBe(
      "https://app.contentful.com https://app.eu.contentful.com",
    );
    for (const path of ["/embed", "/embed/", "/embed/ev1"]) expect(await ancestors(path), path).toBe("*");
    for (const path of [
      "/",
      "/embed/a/b",
      "/control-room/",
      "/schedule",
      "/contentful/other",
      "/contentful/sidebar/no.js",
    ])
      expect(await ancestors(path), path).toBe("'self'");
  });

  it("of a person says in its head who that is, with their picture", async () => {
    const { text } = await page("/people/ada");
    expect(text).toContain("<title>Ada &lt;Okafor&gt; · Nonstop</title>");
    expect(text).toContain('content="Builds protocols."');
    expect(text).toMatch(/content="https:\/\/[^"]+\/pictures\/p1"/);
  });

  it("an address that is none has the page all the same", async () => {
    expect((await page("/nowhere")).text).toContain('<div id="app">');
    expect((await page("/schedule/never-heard-of")).text).toContain('<div id="app">');
  });

  it("an address that a programme had before leads to the present one", async () => {
    const answer = await page("/schedule/wires?day=2026-11-28");
    expect(answer.status).toBe(301);
    expect(answer.headers.get("location")).toBe("/schedule/cables?day=2026-11-28");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
  });

  it("a programme is introduced by its name and its words, escaped and cut", async () => {
    const { text, headers } = await page("/schedule/cables");
    expect(text).toContain("<title>Cables &lt;b&gt;");
    expect(text).toContain('og:title" content="Cables <b>&quot;live&quot;</b></script> · Nonstop"');
    expect(text).toContain('og:url" content="https://station.test/schedule/cables"');
    expect(text).toContain('og:image" content="https://station.test/card.png"');
    const description = /og:description" content="([^"]*)"/.exec(text)?.[1] ?? "";
    expect(description).toMatch(/^Cables, &quot;quoted&quot; &amp; crossed\. more .*…$/);
    expect(description.length).toBeLessThan(230);
    expect(headers.get("etag")).toBeNull();
  });

  it.each([
    ["/", ["BroadcastService"]],
    ["/schedule", ["BroadcastService", "BroadcastEvent"]],
    ["/schedule/cables", ["BroadcastService", "BroadcastEvent", "VideoObject"]],
    ["/people/ada", ["BroadcastService", "Person"]],
    ["/shows/talks", ["BroadcastService", "TVSeries"]],
  ])("%s says what it is about in JSON-LD, which ends no script", async (path, types) => {
    const { text } = await page(path);
    const blocks = text.split('<script type="application/ld+json">').slice(1);
    expect(blocks).toHaveLength(1);
    const data: { "@graph": { "@type": string }[] } = JSON.parse(blocks[0]?.split("</script>")[0] ?? "");
    expect(data["@graph"].map((thing) => thing["@type"])).toEqual(types);
    // Nothing follows it but the end of the head.
    expect(blocks[0]?.split("</script>")[1]).toMatch(/^<\/head>/);
  });

  it("name their other forms: feeds, calendar, and how others show them", async () => {
    const alternates = async (path: string): Promise<string[]> =>
      [...(await page(path)).text.matchAll(/rel="alternate" type="([^"]+)" href="([^"]+)"/g)].map(
        ([, type, href]) => `${type} ${href}`,
      );
    const at = "https://station.test";
    const feeds = [
      `text/calendar ${at}/epg/main.ics`,
      `application/xml ${at}/epg/main.xml`,
      `audio/x-mpegurl ${at}/epg/main.m3u`,
    ];
    const oembed = (path: string): string[] =>
      ["json", "xml"].map(
        (format) =>
          `${format === "json" ? "application/json" : "text/xml"}+oembed ${at}/oembed?url=${encodeURIComponent(at + path)}&amp;format=${format}`,
      );
    expect(await alternates("/")).toEqual([...feeds, ...oembed("/")]);
    expect(await alternates("/schedule")).toEqual(feeds);
    expect(await alternates("/schedule/cables")).toEqual([
      `text/calendar ${at}/schedule/cables.ics`,
      ...oembed("/schedule/cables"),
    ]);
    expect((await page("/schedule/cables")).text).toContain(
      `<link rel="canonical" href="${at}/schedule/cables">`,
    );
  });
});
