import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { factsOfStation } from "./read-facts.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nonstop-rehearse-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const T = Date.parse("2027-03-27T18:00Z") / 1000;
const airing = {
  id: "ev1",
  channel: "main",
  kind: "live",
  title: "Late Show",
  slug: "late-show",
  summary: "",
  presenters: [],
  start: T,
  end: T + 3600,
  timezone: "Europe/Lisbon",
  room: "e-ev1",
};
const record = {
  entry: "ev1",
  revision: 1,
  createdAt: "2027-03-01T10:00:00.000Z",
  presence: "published",
  title: "Late Show",
  airing,
  known: {},
};
const filler = { asset: "spare", title: "Spare", durationSeconds: 60, filler: true };

/** An archive of a station of an earlier release, with one show. */
function archive(name: string, pieces: readonly object[]): string {
  const row = (table: string, values: object): object => ({ kind: "row", table, row: values });
  const lines = [
    {
      kind: "head",
      format: "nonstop-archive",
      version: 1,
      madeMs: 1_795_000_000_000,
      channel: "main",
      settings: { STATION_TIMEZONE: "Europe/Lisbon" },
      scheduleLevel: 8,
    },
    row("event", { entry: "ev1", body: JSON.stringify(record), start_second: T, end_second: T + 3600 }),
    ...pieces.map((piece) => row("asset", { asset: "spare", body: JSON.stringify(piece) })),
  ];
  const text = [...lines, { kind: "end", lines: lines.length }]
    .map((line) => JSON.stringify(line))
    .join("\n");
  const file = join(folder, name);
  writeFileSync(file, gzipSync(text));
  return file;
}

function rehearse(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const command = join(import.meta.dirname, "../rehearse.ts");
  return new Promise((resolve) =>
    execFile(process.execPath, [command, ...words], (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    ),
  );
}

describe("pnpm rehearse", () => {
  const window = ["--from", "2027-03-27T17:00", "--hours", "3", "--tz", "Europe/Lisbon"];

  it("reads an archive without a station, and ends with 0 when nothing would go wrong", async () => {
    const file = archive("good.archive", [filler]);
    const [first, again] = await Promise.all([
      rehearse("--archive", file, ...window),
      rehearse("--archive", file, ...window),
    ]);
    expect([first.code, first.err]).toEqual([0, ""]);
    expect(first.out).toContain("  18:00  Late Show (live) 1:00:00");
    expect(first.out).toContain("Late Show at 18:00 has no plan B");
    expect(again.out).toBe(first.out);
  });

  it("ends with 1 when something would go wrong, also for programs", async () => {
    const { code, out } = await rehearse("--archive", archive("bare.archive", []), ...window, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      from: T - 3600,
      to: T + 7200,
      zone: "Europe/Lisbon",
      seconds: { live: 3600, slate: 7200 },
    });
  });

  it("ends with 2 and a sentence when it could not be tried", async () => {
    const file = archive("good.archive", [filler]);
    const [word, zone, gap, none] = await Promise.all([
      rehearse("--week"),
      rehearse("--archive", file, "--tz", "Lisbon"),
      rehearse("--archive", file, "--from", "2027-03-28T01:30", "--tz", "Europe/Lisbon"),
      rehearse("--archive", join(folder, "none.archive")),
    ]);
    expect([word.code, zone.code, gap.code, none.code]).toEqual([2, 2, 2, 2]);
    expect(word.err).toContain("--hours NUMBER");
    expect(gap.err).toContain("leap over that hour");
    expect(none.err).toContain("There is no file");
  });
});

describe("a station that is asked for its week", () => {
  it("that refuses, or is of another release, is told of in a sentence", async () => {
    const answers = [
      '{"error":{"code":"unauthorized","message":"This is for producers and operators."}}',
      "{}",
    ];
    const server = createServer((_request, answer) => {
      const next = answers.shift() ?? "";
      answer.writeHead(next === "{}" ? 200 : 401).end(next);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const door = { url: `http://127.0.0.1:${port}`, operatorToken: "op" };
    const refused = await factsOfStation(door, { from: T, hours: 1 });
    const odd = await factsOfStation(door, { from: T, hours: 1 });
    await new Promise((resolve) => server.close(resolve));
    const gone = await factsOfStation(door, { from: T, hours: 1 });
    expect(refused).toMatchObject({ message: `${door.url} refuses: This is for producers and operators.` });
    expect(odd).toMatchObject({
      message: `${door.url} answers something that is no answer of this release.`,
    });
    expect(gone).toMatchObject({ message: expect.stringContaining(`${door.url} does not answer`) as string });
  });
});
