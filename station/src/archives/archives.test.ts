import { createServer, type Server } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { archiveFirst } from "../deploy/archive-first.ts";
import { fetchArchive, sendArchive } from "./archive-door.ts";
import { writeAddresses } from "../doctor/patients/address-file.ts";
import { lookInto } from "./look-into.ts";
import { whichStation } from "./which-station.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nonstop-archives-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const head = {
  kind: "head",
  format: "nonstop-archive",
  version: 1,
  madeMs: 1_795_000_000_000,
  channel: "main",
  settings: { PUBLIC_URL: "https://tv.example.com" },
  scheduleLevel: 8,
};
const row = { kind: "row", table: "event", row: { entry: "ev1" } };
const archiveOf = (...lines: object[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(gzipSync(lines.map((line) => JSON.stringify(line)).join("\n")));

describe("which station is meant", () => {
  it("is the one that setup made, and its token", () => {
    writeFileSync(
      join(folder, "station.json"),
      JSON.stringify({ version: 1, answers: { station: { host: "tv.example.com" } }, made: {} }),
    );
    writeFileSync(join(folder, "secrets.json"), JSON.stringify({ OPERATOR_TOKEN: "op" }));
    expect(whichStation(folder, { folder: "." })).toEqual({
      kind: "station",
      door: { url: "https://tv.example.com", operatorToken: "op" },
    });
  });

  it("may be said by an address and the environment, or be the one of this machine", () => {
    const said = { folder: ".", url: "https://tv.example.org/", operatorToken: "op" };
    expect(whichStation(folder, said)).toMatchObject({ door: { url: "https://tv.example.org" } });
    writeFileSync(join(folder, "secrets.json"), JSON.stringify({ OPERATOR_TOKEN: "dev-op" }));
    const worker = "http://127.0.0.1:38787";
    writeAddresses(folder, { worker, ingest: worker, contentful: worker, zoom: worker });
    expect(whichStation(folder, { folder: "none", dev: "." })).toMatchObject({
      door: { url: worker, operatorToken: "dev-op" },
    });
  });

  it("is asked for in a sentence when nothing says so", () => {
    expect(whichStation(folder, { folder: "." })).toMatchObject({
      kind: "unknown",
      message: expect.stringContaining("--url") as string,
    });
    expect(whichStation(folder, { folder: ".", url: "https://tv.example.com" })).toMatchObject({
      message: expect.stringContaining("OPERATOR_TOKEN") as string,
    });
    expect(whichStation(folder, { folder: ".", dev: "nowhere" })).toMatchObject({ kind: "unknown" });
  });
});

it("looks into an archive, and takes none that was cut off", () => {
  const whole = archiveOf(head, row, { kind: "end", lines: 2 });
  expect(lookInto(whole)).toEqual({
    madeMs: head.madeMs,
    host: "https://tv.example.com",
    events: 1,
    pieces: 0,
  });
  const bad = [archiveOf(head, row), archiveOf(head, { kind: "end", lines: 2 }), whole.slice(0, 40)];
  for (const bytes of [...bad, new Uint8Array()]) expect(lookInto(bytes)).toBeUndefined();
});

describe("a deployment", () => {
  const kept: string[] = [];
  const place = { keepBytes: (name: string) => (kept.push(name), name) };

  it("keeps an archive first", async () => {
    const whole = archiveOf(head, row, { kind: "end", lines: 2 });
    expect(await archiveFirst(place, () => Promise.resolve({ kind: "ok", value: whole }))).toContain(
      "1 events",
    );
    expect(kept).toEqual(["archives/before-2026-11-18T110640.archive"]);
  });

  it("goes on where there is none, and says so", async () => {
    const refused = { kind: "refused", message: "https://tv.example.com does not answer." } as const;
    expect(await archiveFirst(place, () => Promise.resolve(refused))).toContain("does not answer");
    expect(
      await archiveFirst(place, () => Promise.resolve({ kind: "ok", value: new Uint8Array() })),
    ).toContain("No archive");
  });
});

describe("the door of archives", () => {
  let server: Server;
  let url: string;
  let answer: { status: number; body: string };
  beforeEach(async () => {
    server = createServer((_request, response) => response.writeHead(answer.status).end(answer.body));
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
  });
  afterEach(() => void server.close());

  it("says in the station's own words why it is refused, and the command's word that helps", async () => {
    const error = { code: "not-empty", message: "It has a schedule.", cure: "Send replace=1 to give it up." };
    answer = { status: 409, body: JSON.stringify({ error }) };
    const door = { url, operatorToken: "op" };
    expect(await sendArchive(door, archiveOf(head), { replaces: false })).toEqual({
      kind: "refused",
      message: `${url} refuses: It has a schedule. Say --replace to give it up.`,
    });
  });

  it.each([
    [404, "<html>", "status 404"],
    [302, "", "status 302"],
  ])("says that %i is not a station's answer", async (status, body, words) => {
    answer = { status, body };
    expect(await fetchArchive({ url, operatorToken: "op" })).toMatchObject({
      kind: "refused",
      message: expect.stringContaining(words) as string,
    });
  });

  it("says when nobody answers", async () => {
    expect(await fetchArchive({ url: "http://127.0.0.1:9", operatorToken: "op" })).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("does not answer") as string,
    });
  });
});
