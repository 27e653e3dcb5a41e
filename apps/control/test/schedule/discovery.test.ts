import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { SaxesParser } from "saxes";
import { Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}`, "content-type": "application/json" };
const AT = "https://station.test";

/** The texts of an element, of a document that is well formed. */
function textsOf(xml: string, name: string): string[] {
  const parser = new SaxesParser();
  const texts: string[] = [];
  let inside: string | undefined;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    if (tag.name === name) inside = "";
  });
  parser.on("text", (text) => {
    if (inside !== undefined) inside += text;
  });
  parser.on("closetag", (tag) => {
    if (tag.name === name && inside !== undefined) texts.push(inside);
    if (tag.name === name) inside = undefined;
  });
  parser.write(xml).close();
  return texts;
}

describe("search engines", () => {
  it("find every programme in the sitemap, with when it changed last, and the sitemap in robots.txt", async () => {
    await station.conformed("best", "The best of it");
    await station.send("PATCH", routes.piece("best"), JSON.stringify({ favourite: true }), producers);
    await station.publish("ada", { name: "Ada", slug: "ada" }, "person");
    await station.publish("late", { title: "Late", slug: "late" }, "show");
    await station.publish("ev1", station.live(600, { title: "A & B", slug: "a-and-b" }));
    await station.publish("ev2", station.live(9000, { slug: "other" }));
    await station.calm();
    const { text, headers } = await station.get("/sitemap.xml");
    expect(headers.get("content-type")).toBe("application/xml; charset=utf-8");
    expect(headers.get("etag")).not.toBeNull();
    expect(textsOf(text, "loc")).toEqual(
      [
        "/",
        "/schedule",
        "/shows",
        "/people",
        "/replays",
        "/shows/late",
        "/people/ada",
        "/replays/best",
        "/schedule/a-and-b",
        "/schedule/other",
      ].map((path) => AT + path),
    );
    const now = new Date(station.nowSecond * 1000).toISOString();
    expect(textsOf(text, "lastmod")).toEqual([now, now]);
    await station.unpublish("ev1");
    await station.calm();
    expect((await station.get("/sitemap.xml")).text).not.toContain("a-and-b");
    const robots = await station.get("/robots.txt");
    expect(robots.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(robots.text).toContain("\nSitemap: https://station.test/sitemap.xml\n");
    expect(robots.text).toContain("\nDisallow: /guest/\n");
    expect(robots.text).not.toContain("Disallow: /api");
  });

  it("are told to come again while the schedule does not answer", async () => {
    vi.spyOn(env.SCHEDULES, "getByName").mockImplementation(() => {
      throw new Error("the schedule is down");
    });
    expect((await station.get("/sitemap.xml")).status).toBe(503);
    expect((await station.get("/robots.txt")).status).toBe(200);
  });

  it("are given no part that the sitemap has not", async () => {
    expect(await station.get("/sitemap-1.xml")).toMatchObject({
      status: 404,
      body: { error: { code: "no-such-path" } },
    });
  });
});

describe("pages that show ours in theirs", () => {
  const embed = (url: string, more = ""): ReturnType<Station["get"]> =>
    station.get(`/oembed?url=${encodeURIComponent(url)}${more}`);

  it("are given the channel's player", async () => {
    const { status, body, headers } = await embed(`${AT}/`);
    expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(body).toMatchObject({
      type: "video",
      version: "1.0",
      width: 640,
      height: 360,
      provider_name: "Nonstop",
    });
    expect(body["html"]).toContain(`<iframe src="${AT}/embed/" width="640" height="360"`);
    expect(body).toMatchObject({
      thumbnail_url: `${AT}/card.png`,
      thumbnail_width: 1200,
      thumbnail_height: 630,
    });
  });

  it("are given a programme as it is: to come, on now, and again", async () => {
    await station.publish("ev1", station.live(600, { title: 'Q&A "live" </script>', slug: "qa" }));
    await station.calm();
    const read = async (): Promise<Record<string, unknown>> => (await embed(`${AT}/schedule/qa`)).body;
    expect(await read()).toMatchObject({ type: "link", title: 'Q&A "live" </script>' });
    station.later(700_000);
    expect((await read())["html"]).toContain(`src="${AT}/embed/"`);
    station.later(3600_000);
    const again = await read();
    expect(again["html"]).toContain(`src="${AT}/embed/ev1"`);
    expect(again["html"]).toContain("Q&amp;A &quot;live&quot; &lt;/script&gt;");
    const xml = await embed(`${AT}/schedule/qa`, "&format=xml");
    expect(xml.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    expect(textsOf(xml.text, "title")).toEqual(['Q&A "live" </script>']);
    expect(textsOf(xml.text, "html")).toEqual([again["html"]]);
  });

  it("are given nothing larger than they can show", async () => {
    expect((await embed(`${AT}/`, "&maxwidth=320")).body).toMatchObject({ width: 320, height: 180 });
    const { body } = await embed(`${AT}/`, "&maxheight=90");
    expect(body).toMatchObject({ width: 160, height: 90 });
    expect(body).not.toHaveProperty("thumbnail_url");
  });

  it.each([
    ["", 400],
    ["?url=nonsense", 400],
    ["?url=javascript:alert(1)", 400],
    [`?url=${encodeURIComponent(`${AT}/`)}&maxwidth=wide`, 400],
    [`?url=${encodeURIComponent("https://elsewhere.test/")}`, 404],
    [`?url=${encodeURIComponent(`${AT}/schedule/never`)}`, 404],
    [`?url=${encodeURIComponent(`${AT}/control-room/`)}`, 404],
    [`?url=${encodeURIComponent(`${AT}/embed/%22%3E`)}`, 404],
    [`?url=${encodeURIComponent(`${AT}/`)}&format=yaml`, 501],
  ])("are refused %s in words", async (query, status) => {
    const answer = await station.get(`/oembed${query}`);
    expect(answer.status).toBe(status);
    expect(answer.body["error"]).toHaveProperty("message");
  });
});
