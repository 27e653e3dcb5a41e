import { createSocket, type Socket } from "node:dgram";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { NameLookup } from "./name-lookup.ts";

let server: Socket;
let asked: string[];
let isSilent: boolean;
let lookup: NameLookup;
let now: number;

const A = 1;
const NO_SUCH_NAME = 0x8183;

/** A name server that knows one IPv4 address for every name but those that begin with "no". */
beforeEach(async () => {
  asked = [];
  isSilent = false;
  now = 0;
  server = createSocket("udp4");
  server.on("message", (question, from) => {
    const end = question.indexOf(0, 12);
    const name = question.toString("latin1", 13, end);
    const isForA = question.readUInt16BE(end + 1) === A;
    asked.push(name);
    if (isSilent) return;
    const answer = Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 9, 0, 4, 93, 184, 216, 34]);
    const isKnown = !name.startsWith("no");
    const reply = Buffer.concat([
      question.subarray(0, end + 5),
      isKnown && isForA ? answer : Buffer.alloc(0),
    ]);
    reply.writeUInt16BE(isKnown ? 0x8180 : NO_SUCH_NAME, 2);
    reply.writeUInt16BE(isKnown && isForA ? 1 : 0, 6);
    reply.writeUInt16BE(0, 10);
    server.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(0, "127.0.0.1", resolve));
  lookup = new NameLookup({ servers: [`127.0.0.1:${server.address().port}`], nowMs: () => now });
});
afterEach(() => server.close());

it("asks the name server once for a while, however many want to know", async () => {
  const found = await Promise.all([lookup.find("a.example"), lookup.find("a.example")]);
  expect(found).toEqual([["93.184.216.34"], ["93.184.216.34"]]);
  const times = asked.length;
  await lookup.find("a.example");
  expect(asked).toHaveLength(times);
  now = 10_000;
  await lookup.find("a.example");
  expect(asked.length).toBeGreaterThan(times);
});

it("rejects for a name that nobody knows, and asks nobody for numbers and this machine", async () => {
  await expect(lookup.find("no.example")).rejects.toThrow("ENOTFOUND");
  asked = [];
  expect(await lookup.find("10.0.0.1")).toEqual(["10.0.0.1"]);
  expect(await lookup.find("::1")).toEqual(["::1"]);
  expect(await lookup.find("localhost")).toEqual(["127.0.0.1", "::1"]);
  expect(asked).toEqual([]);
});

it("keeps nobody from a file while a name server says nothing, and asks for so many names at most", async () => {
  isSilent = true;
  const names = Array.from({ length: 100 }, (_, i) => `silent${i}.example`);
  const asking = names.map((name) => lookup.find(name).catch((error: Error) => error.message));
  const first = await Promise.race([readFile(import.meta.filename).then(() => "file"), asking[0]]);
  expect(first).toBe("file");
  const refused = await Promise.race([asking.at(-1), asking[0]]);
  expect(refused).toBe("too many names are being asked for");
  expect(new Set(asked).size).toBeLessThanOrEqual(64);
});
