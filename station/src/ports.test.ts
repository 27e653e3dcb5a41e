import { createServer } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { DEFAULT_PORTS, freePorts, portsFrom, busyPorts } from "./ports.ts";

describe("portsFrom()", () => {
  it("moves what it is told to move", () => {
    expect(portsFrom(["worker=80", "rtmp=1936"])).toEqual({
      kind: "ports",
      ports: { ...DEFAULT_PORTS, worker: 80, rtmp: 1936 },
    });
  });

  it.each(["worker", "worker=", "worker=abc", "worker=70000", "toString=80", "=80"])(
    "refuses %j by name",
    (word) => {
      expect(portsFrom([word])).toEqual({ kind: "bad", message: expect.stringContaining(word) });
    },
  );
});

describe("busyPorts()", () => {
  it("names the port that somebody listens on, and only that", async () => {
    const ports = await freePorts();
    const server = createServer().listen(ports.ingest, "127.0.0.1");
    await once(server, "listening");
    expect(await busyPorts(ports)).toEqual([`ingest (${ports.ingest})`]);
    server.close();
  });
});
