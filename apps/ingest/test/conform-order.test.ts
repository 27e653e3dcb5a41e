import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { ConformJob } from "@nonstop/contract/conform";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStation, type TestStation } from "./station.ts";

const TOKEN = "s3cr3t-in-the-address";
let station: TestStation;
let film: Buffer;
let host: Server;
let origin: string;
/** What the host answers, by path, once for each visit; the last answer stays. */
const answers = new Map<string, RequestListener[]>();

beforeAll(async () => {
  station = await openStation({ limits: { maxFileBytes: 2_000_000, fetchPausesMs: [1, 1] } });
  const path = join(station.folder, "film.mp4");
  const options = "-f lavfi -i testsrc2=s=320x180:r=30 -t 1 -c:v libx264 -preset ultrafast";
  await promisify(execFile)("ffmpeg", ["-v", "error", ...options.split(" "), path]);
  film = await readFile(path);
  host = createServer((request, response) => {
    const waiting = answers.get(new URL(request.url ?? "/", "http://host").pathname) ?? [];
    const answer = waiting.length > 1 ? waiting.shift() : waiting[0];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  const address = host.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterAll(async () => {
  host.closeAllConnections();
  await new Promise((resolve) => host.close(resolve));
  await station.close();
});

const gives =
  (bytes: Buffer): RequestListener =>
  (_request, response) =>
    void response.writeHead(200, { "content-length": bytes.length }).end(bytes);
const leadsTo =
  (location: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(302, { location }).end();

async function order(asset: string, url: string, at = station): Promise<ConformJob> {
  const answer = await at.post(`/library/${asset}`, { source: `test-${asset}`, url, title: "A piece" });
  expect(answer.status).toBe(202);
  return at.untilDone(ConformJob.parse(await answer.json()).job);
}

describe("a recording that was ordered", () => {
  it("is fetched, over redirects and after failures, and conformed once", async () => {
    answers.set("/start", [leadsTo("/elsewhere")]);
    answers.set("/elsewhere", [
      (_request, response) => void response.writeHead(503).end(),
      (_request, response) => {
        response.writeHead(200, { "content-length": film.length });
        response.write(film.subarray(0, 1000), () => response.destroy());
      },
      gives(film),
    ]);
    const job = await order("ordered", `${origin}/start?token=${TOKEN}`);
    expect(job).toMatchObject({ state: "ready", durationSeconds: 1 });
    expect(station.edge.stored.has("ordered/index.json")).toBe(true);
    const again = { source: "test-ordered", url: `${origin}/gone`, title: "A piece" };
    const same = await station.post("/library/ordered", again);
    expect([same.status, ConformJob.parse(await same.json()).job]).toEqual([200, job.job]);
    const other = await station.post("/library/ordered", { ...again, source: "another" });
    expect(await other.json()).toMatchObject({ error: { code: "asset-exists" } });
    expect(JSON.stringify(station.logged)).not.toContain(TOKEN);
  });

  it.each(["http://10.0.0.1/a.mp4", "https://169.254.169.254/a.mp4", "https://[fd00::1]/a.mp4"])(
    "is not fetched from %s",
    async (url) => {
      expect(await order("inside", url)).toMatchObject({
        state: "failed",
        problem: "inside: it is not on the public Internet",
        mayPass: false,
      });
    },
  );

  it("is not fetched from inside by way of a redirect, nor from another protocol", async () => {
    answers.set("/sly", [leadsTo("http://192.168.1.1/a.mp4")]);
    expect((await order("sly", `${origin}/sly`)).problem).toBe("sly: it is not on the public Internet");
    answers.set("/file", [leadsTo("file:///etc/hostname")]);
    expect((await order("sly", `${origin}/file`)).problem).toBe("sly: it is not at an https address");
    answers.set("/round", [leadsTo("/round")]);
    expect((await order("sly", `${origin}/round`)).problem).toContain("redirects");
  });

  it("is not fetched from this machine unless the station is being developed", async () => {
    const deployed = await openStation({ pullsLocal: false });
    const url = `${origin}/film.mp4`;
    const plain = await deployed.post("/library/here", { source: "x", url, title: "x" });
    expect(plain.status).toBe(400);
    expect(await plain.json()).toMatchObject({ error: { field: "url" } });
    expect((await order("here", "https://localhost/film.mp4", deployed)).problem).toContain("public");
    await deployed.close();
  });

  it("is refused when it is too large, announced or not", async () => {
    const large = Buffer.alloc(2_000_001);
    answers.set("/large", [gives(large)]);
    answers.set("/endless", [(_request, response) => void response.writeHead(200).end(large)]);
    for (const path of ["/large", "/endless"])
      expect(await order("large", origin + path)).toMatchObject({
        state: "failed",
        problem: expect.stringContaining("larger than 2000000 bytes"),
        mayPass: false,
      });
  });

  it("says what is wrong when it is no video, or is not there", async () => {
    answers.set("/text", [gives(Buffer.from("hello, this is a text\n".repeat(100)))]);
    expect(await order("text", `${origin}/text`)).toMatchObject({
      state: "failed",
      problem: expect.stringContaining("no moving picture"),
      mayPass: false,
    });
    expect(await order("absent", `${origin}/absent`)).toMatchObject({
      problem: "absent: the host it is at answers 404",
      mayPass: true,
    });
  });

  it("names the field of an order that makes no sense", async () => {
    const whole = { source: "x", url: `${origin}/film.mp4`, title: "x" };
    for (const [field, value] of [
      ["url", "ftp://example.com/a.mp4"],
      ["title", ""],
      ["source", undefined],
    ] as const) {
      const answer = await station.post("/library/odd", { ...whole, [field]: value });
      expect([answer.status, await answer.json()]).toEqual([
        400,
        { error: expect.objectContaining({ field }) },
      ]);
    }
  });
});
