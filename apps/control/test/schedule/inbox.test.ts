import { assetWordsKey } from "@nonstop/contract/media-keys";
import { Library } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Answer, Station } from "./station.ts";

const MINUTE_MS = 60_000;
const asIngest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}`, "content-type": "application/json" };
const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
const SRT = "1\n00:00:01,000 --> 00:00:02,000\nOlá\n";

let station: Station;
beforeEach(async () => {
  station = new Station();
  await station.calm();
});
afterEach(() => station.end());

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const tell = (file: object): Promise<Answer> =>
  station.post(routes.arrivals, bytesOf(JSON.stringify({ bytes: 10, modifiedMs: 1, ...file })), asIngest);
const sidecar = (fields: object): string => JSON.stringify(fields);

async function inbox(): Promise<string[]> {
  return (await env.MEDIA.list({ prefix: "inbox/" })).objects.map(({ key }) => key).sort();
}

/** A minute passes until what was laid down counts, and another look. R2 keeps real time. */
async function looked(): Promise<void> {
  await station.pass(2 * MINUTE_MS);
  await station.calm();
}

describe("a recording in the bucket", () => {
  it("comes into the library with what stands beside it, and is put away", async () => {
    await env.MEDIA.put("inbox/Sea/lisbon.mp4", "film");
    const said = { title: "Lisbon", tags: ["city"], rights: { from: "2027-03-02", to: "2027-03-03" } };
    await env.MEDIA.put("inbox/Sea/lisbon.json", sidecar({ ...said, filler: true, favourite: true }));
    await env.MEDIA.put("inbox/Sea/lisbon.pt.srt", SRT);
    await env.MEDIA.put("inbox/Sea/lisbon.jpg", JPEG);
    await looked();
    expect(station.ingest.orders).toMatchObject([
      {
        asset: "lisbon",
        title: "Lisbon",
        filler: true,
        files: [{ object: "inbox/Sea/lisbon.mp4", bytes: 4 }],
      },
    ]);
    station.ingest.newest({ state: "ready" });
    await station.conformed("lisbon", "Lisbon", true);
    const { assets } = Library.parse((await station.get(routes.library, producers)).body);
    expect(assets).toMatchObject([
      {
        asset: "lisbon",
        tags: ["sea", "city"],
        favourite: true,
        poster: expect.stringMatching(/^posters\/[0-9a-f]{64}\.jpg$/),
        rightsFrom: expect.any(Number),
      },
    ]);
    expect((assets[0]?.rightsTo ?? 0) - (assets[0]?.rightsFrom ?? 0)).toBe(2 * 86_400);
    const words = await env.MEDIA.get(assetWordsKey("lisbon", "pt"));
    expect(await words?.text()).toContain("00:00:01.000 --> 00:00:02.000\nOlá");
    const all = ["jpg", "json", "mp4", "pt.srt"];
    expect(await inbox()).toEqual(all.map((ending) => `inbox/done/Sea/lisbon.${ending}`));
    await looked();
    expect(station.ingest.orders).toHaveLength(1);
  });

  it("is put away with the reason when it cannot be used, and not tried again", async () => {
    await env.MEDIA.put("inbox/a.mp4", "x");
    await looked();
    station.ingest.newest({ state: "failed", problem: "a: no moving picture", mayPass: false });
    await env.MEDIA.put("inbox/b.mp4", "x");
    await env.MEDIA.put("inbox/b.json", "{");
    await looked();
    expect(await inbox()).toEqual([
      "inbox/refused/a.mp4",
      "inbox/refused/a.mp4.reason.txt",
      "inbox/refused/b.json",
      "inbox/refused/b.mp4",
      "inbox/refused/b.mp4.reason.txt",
    ]);
    const why = await env.MEDIA.get("inbox/refused/a.mp4.reason.txt");
    expect(await why?.text()).toBe("No moving picture.\n");
    await looked();
    expect(station.ingest.orders).toHaveLength(1);
  });
});

describe("a recording in ingest's watched folder", () => {
  it("is ordered once, and is done when it is a piece", async () => {
    const file = { path: "city/old_film.mov", sidecar: sidecar({ people: ["Ada"] }) };
    const first = await tell(file);
    expect(first).toMatchObject({ status: 200, body: { kind: "accepted" } });
    await station.calm();
    expect(await tell(file)).toMatchObject({ body: first.body });
    expect(station.ingest.orders).toMatchObject([
      { asset: "old-film", title: "old film", files: [{ watched: "city/old_film.mov" }] },
    ]);
    station.ingest.newest({ state: "ready" });
    await station.conformed("old-film", "old film");
    expect(await tell(file)).toMatchObject({ body: { kind: "done" } });
  });

  it.each([
    ["the sidecar is no JSON", { sidecar: "{title}" }, /no JSON/],
    ["a field is wrong", { sidecar: sidecar({ tags: "sea" }) }, /^tags: .*sidecar/],
    ["a field is unknown", { sidecar: sidecar({ titel: "x" }) }, /titel/],
    ["a day is none", { sidecar: sidecar({ rights: { from: "soon" } }) }, /^rights\.from: must be a day/],
    ["its words cannot be read", { words: [{ name: "film.pt.srt", text: "x" }] }, /^film\.pt\.srt, line 1/],
    ["its words are in no language", { words: [{ name: "film.xyzzy.srt", text: SRT }] }, /no language/],
    ["its picture is none", { poster: btoa("GIF89a") }, /^The picture is no JPEG/],
    ["it replaces nobody knows what", { sidecar: sidecar({ replace: true }) }, /^asset: must name/],
  ])("is refused in words when %s", async (_what, beside, why) => {
    expect(await tell({ path: "film.mp4", ...beside })).toMatchObject({
      status: 200,
      body: { kind: "refused", why: expect.stringMatching(why) },
    });
  });

  it("takes no name that is taken, but by a sidecar that says so", async () => {
    await station.conformed("film", "A film");
    const named = (more: object): string => sidecar({ asset: "film", ...more });
    expect(await tell({ path: "film.mp4", sidecar: named({}) })).toMatchObject({
      body: { kind: "refused", why: expect.stringContaining("film already") },
    });
    const replacing = { path: "film.mp4", sidecar: named({ replace: true }) };
    expect(await tell({ ...replacing, bytes: 11 })).toMatchObject({ body: { kind: "accepted" } });
  });
});
