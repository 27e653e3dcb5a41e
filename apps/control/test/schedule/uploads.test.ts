import { UploadsAnswer } from "@nonstop/contract/uploads";
import { ImportsAnswer } from "@nonstop/contract/imports";
import { routes } from "@nonstop/contract/routes";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Station } from "./station.ts";

const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}`, "tus-resumable": "1.0.0" };
const MEGABYTE = 1024 * 1024;

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const metadata = (of: Record<string, string>): string =>
  Object.entries(of)
    .map(([name, value]) => `${name} ${btoa(value)}`)
    .join(",");
const ask = (method: string, path: string, headers: Record<string, string>, body?: Uint8Array<ArrayBuffer>) =>
  exports.default.fetch(
    new Request(`https://station.test${path}`, {
      method,
      headers: { ...producers, ...headers },
      body: body ?? null,
    }),
  );
const begin = (bytes: number, of: Record<string, string> = { filename: "sea.mp4", title: "The Sea" }) =>
  ask("POST", routes.uploads, { "upload-length": String(bytes), "upload-metadata": metadata(of) });
const send = (path: string, offset: number, body: Uint8Array<ArrayBuffer>) =>
  ask(
    "PATCH",
    path,
    { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" },
    body,
  );
const offsetOf = async (path: string): Promise<string | null> =>
  (await ask("HEAD", path, {})).headers.get("upload-offset");
const filled = (bytes: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: bytes }, (_, index) => (index * 31) % 251);

describe("a film that is uploaded", () => {
  it("goes on where it was, in chunks of any size, is whole to the byte and becomes an import", async () => {
    const film = filled(9 * MEGABYTE);
    const begun = await begin(film.length);
    expect(begun.status).toBe(201);
    const path = begun.headers.get("location") ?? "";
    expect(await offsetOf(path)).toBe("0");
    const cuts = [0, 300_000, 5 * MEGABYTE + 7];
    for (const [index, from] of cuts.entries()) {
      const to = cuts[index + 1] ?? 9 * MEGABYTE - 11;
      expect((await send(path, from, film.slice(from, to))).headers.get("upload-offset")).toBe(String(to));
    }
    expect(await offsetOf(path)).toBe(String(9 * MEGABYTE - 11));
    // A client that is behind is told where it is.
    expect((await send(path, 0, film.slice(0, 10))).status).toBe(409);
    const { uploads } = UploadsAnswer.parse(await (await ask("GET", routes.uploads, {})).json());
    expect(uploads).toMatchObject([{ filename: "sea.mp4", title: "The Sea", bytes: 9 * MEGABYTE }]);
    expect((await send(path, 9 * MEGABYTE - 11, film.slice(-11))).status).toBe(204);
    const { imports } = ImportsAnswer.parse((await station.get(routes.imports, producers)).body);
    expect(imports).toMatchObject([{ title: "The Sea", from: "upload", asset: "the-sea" }]);
    const upload = path.split("/").at(-1) ?? "";
    const whole = await env.MEDIA.get(`uploads/${upload}`);
    expect(new Uint8Array((await whole?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(film);
    expect((await env.MEDIA.list({ prefix: "upload-state/" })).objects).toEqual([]);
  });

  it.each([
    ["what is no film", 10, { filename: "notes.pdf", title: "Notes" }, 415, "not-media"],
    ["what has no title", 10, { filename: "sea.mp4", title: " " }, 400, "malformed"],
    ["what has no name", 10, { title: "The Sea" }, 415, "not-media"],
    ["what is too large", 41_000_000_000, { filename: "sea.mp4", title: "The Sea" }, 413, "too-large"],
    ["what is empty", 0, { filename: "sea.mp4", title: "The Sea" }, 400, "empty"],
  ])("is not %s", async (_, bytes, of, status, code) => {
    const answer = await begin(bytes, of);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code } });
  });

  it("does not take the name of a piece unless it replaces it, and is a producer's alone", async () => {
    await station.conformed("film", "A film");
    const wish = { filename: "film.mp4", title: "A film", asset: "film" };
    expect((await begin(10, wish)).status).toBe(409);
    expect((await begin(10, { ...wish, replace: "true" })).status).toBe(201);
    const stranger = await exports.default.fetch(
      new Request(`https://station.test${routes.uploads}`, { method: "POST" }),
    );
    expect(stranger.status).toBe(401);
  });

  it("is given up, and nothing of it is left", async () => {
    const path = (await begin(100)).headers.get("location") ?? "";
    await send(path, 0, filled(60));
    expect((await ask("DELETE", path, {})).status).toBe(204);
    expect((await ask("HEAD", path, {})).status).toBe(404);
    expect((await env.MEDIA.list({ prefix: "upload" })).objects).toEqual([]);
  });
});
