import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { OriginClient, refusalOf } from "./origin-client.ts";

const LIMITS = { timeoutMs: 5_000, maxBytes: 1_000 };

/** A client of an edge that answers as `listener` says. */
async function clientOf(listener: RequestListener): Promise<OriginClient> {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return new OriginClient({ url: `http://127.0.0.1:${port}/`, token: "token" });
}

describe("OriginClient", () => {
  it("asks with its token, and sends what it is given", async () => {
    const client = await clientOf((request, response) => {
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString()));
      request.on("end", () => {
        const { method, url, headers } = request;
        response.end([method, url, headers.authorization, headers["content-type"], body].join(" "));
      });
    });
    const send = { method: "PUT", body: new TextEncoder().encode("hello"), mediaType: "text/plain" } as const;
    const answer = await client.ask("/there", { ...LIMITS, send });
    expect(answer).toMatchObject({ kind: "answer", status: 200 });
    const text = answer.kind === "answer" ? new TextDecoder().decode(answer.bytes) : "";
    expect(text).toBe("PUT /there Bearer token text/plain hello");
  });

  it("has no answer of an edge that is silent, that babbles, that breaks off, or that is not set", async () => {
    const silent = await clientOf(() => {});
    expect(await silent.ask("/", { ...LIMITS, timeoutMs: 50 })).toMatchObject({ kind: "unreachable" });
    const babbling = await clientOf((_, response) => {
      const more = (): void => void response.write("x".repeat(500), more);
      more();
    });
    expect(await babbling.ask("/", LIMITS)).toMatchObject({ kind: "unreachable" });
    const announcing = await clientOf((_, response) => response.end("x".repeat(1_001)));
    expect(await announcing.ask("/", LIMITS)).toMatchObject({ kind: "unreachable" });
    const broken = await clientOf((_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half of it", () => response.destroy());
    });
    expect(await broken.readHouseParameters()).toBeUndefined();
    const none = new OriginClient({ url: undefined, token: "token" });
    expect(await none.ask("/", LIMITS)).toEqual({ kind: "unreachable", reason: "no edge is set" });
  });

  it("asks once more on a new connection when a kept one is dead, and takes the first answer", async () => {
    const connections = new Set<unknown>();
    const asked: string[] = [];
    const client = await clientOf((request, response) => {
      const isKept = connections.has(request.socket);
      connections.add(request.socket);
      asked.push(`${request.method} ${isKept ? "kept" : "new"}`);
      // What is asked on a kept connection is heard, and never answered.
      if (!isKept) request.resume().on("end", () => response.end("yes"));
    });
    const send = { method: "POST", body: new Uint8Array(100_000), mediaType: "text/plain" } as const;
    for (let i = 0; i < 2; i += 1) {
      const answer = await client.ask("/", { ...LIMITS, hedgeMs: 600, send });
      expect(answer).toMatchObject({ kind: "answer", status: 200 });
      expect(answer.kind === "answer" && new TextDecoder().decode(answer.bytes)).toBe("yes");
      // A connection can be used again a turn after its answer.
      await new Promise(setImmediate);
    }
    expect(asked).toEqual(["POST new", "POST kept", "POST new"]);
  });

  it("has no answer when neither of two attempts gets one, and the first one's when the second fails", async () => {
    const silent = await clientOf(() => {});
    const limits = { ...LIMITS, timeoutMs: 60, hedgeMs: 10 };
    expect(await silent.ask("/", limits)).toMatchObject({ kind: "unreachable" });
    const first: (() => void)[] = [];
    const slow = await clientOf((_, response) => {
      if (first.length === 0) first.push(() => response.end("late"));
      else response.destroy(undefined).once("close", () => first[0]?.());
    });
    expect(await slow.ask("/", { ...LIMITS, hedgeMs: 10 })).toMatchObject({ kind: "answer", status: 200 });
  });

  it("reads JSON only when it is what was expected", async () => {
    const bodies: Record<string, string> = { "/good": '{"n":1}', "/wrong": '{"n":"1"}', "/none": "<html>" };
    const client = await clientOf((request, response) => {
      const body = bodies[request.url ?? ""];
      response.writeHead(body === undefined ? 404 : 200).end(body ?? '{"n":1}');
    });
    const read = (path: string): Promise<unknown> =>
      client.readJson(path, z.object({ n: z.number() }), LIMITS);
    expect(await read("/good")).toEqual({ n: 1 });
    for (const path of ["/wrong", "/none", "/absent"]) expect(await read(path)).toBeUndefined();
  });

  it("reads the edge's clock", async () => {
    const client = await clientOf((_, response) => response.end('{"nowMs":1800000000000}'));
    expect(await client.readClock()).toBe(1_800_000_000_000);
  });
});

it("repeats the edge's own words for a refusal", () => {
  const answer = (text: string) =>
    ({ kind: "answer", status: 409, bytes: new TextEncoder().encode(text) }) as const;
  expect(refusalOf(answer('{"error":{"code":"malformed","message":"It is there already."}}'))).toBe(
    "It is there already.",
  );
  expect(refusalOf(answer("<html>"))).toBe("status 409");
});
