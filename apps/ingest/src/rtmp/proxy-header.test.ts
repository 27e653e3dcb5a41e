import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readProxyHeader } from "./proxy-header.ts";

const SIGNATURE = Buffer.from([0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]);

function header(o: { command: number; family: number; body: readonly number[] }): Buffer {
  const length = Buffer.from([o.body.length >> 8, o.body.length & 0xff]);
  return Buffer.concat([SIGNATURE, Buffer.from([o.command, o.family]), length, Buffer.from(o.body)]);
}
const PORTS = [0xc0, 0x01, 0x07, 0x90];
const IPV4 = header({ command: 0x21, family: 0x11, body: [203, 0, 113, 9, 10, 0, 0, 2, ...PORTS] });
const source6 = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7];

describe("readProxyHeader", () => {
  it("says whose connection it is, and where the client's bytes begin", () => {
    const withMore = Buffer.concat([IPV4, Buffer.from([3, 0, 0])]);
    expect(readProxyHeader(withMore)).toEqual({ kind: "from", ip: "203.0.113.9", bytes: 28 });
  });

  it("reads IPv6, and over what a proxy adds behind the addresses", () => {
    const body = [...source6, ...source6, ...PORTS, 0x04, 0, 1, 0];
    const read = readProxyHeader(header({ command: 0x21, family: 0x21, body }));
    expect(read).toEqual({ kind: "from", ip: "2001:db8:0:1:0:0:0:7", bytes: 16 + body.length });
  });

  it("tells apart IPv4 clients that a proxy of both families writes as IPv6", () => {
    const mapped = [...Array.from({ length: 10 }, () => 0), 0xff, 0xff];
    const body = [...mapped, 203, 0, 113, 9, ...mapped, 10, 0, 0, 2, ...PORTS];
    const read = readProxyHeader(header({ command: 0x21, family: 0x21, body }));
    expect(read).toMatchObject({ kind: "from", ip: "203.0.113.9" });
  });

  it("waits for every byte of it", () => {
    for (let length = 0; length < IPV4.length; length++)
      expect(readProxyHeader(IPV4.subarray(0, length))).toEqual({ kind: "incomplete" });
  });

  it("knows when the proxy asks for itself", () => {
    expect(readProxyHeader(header({ command: 0x20, family: 0, body: [] }))).toEqual({ kind: "local" });
  });

  it.each([
    ["RTMP without a header", Buffer.from([3, 0, 0, 0])],
    ["version 1, which is text", Buffer.from("PROXY TCP4 203.0.113.9 10.0.0.2 1 2\r\n")],
    ["another version", header({ command: 0x31, family: 0x11, body: [...IPV4.subarray(16)] })],
    ["a command that there is not", header({ command: 0x22, family: 0x11, body: [...IPV4.subarray(16)] })],
    ["no address", header({ command: 0x21, family: 0, body: [] })],
    ["half an address", header({ command: 0x21, family: 0x11, body: [203, 0] })],
    ["datagrams", header({ command: 0x21, family: 0x12, body: [...IPV4.subarray(16)] })],
    ["more than a header has", Buffer.concat([SIGNATURE, Buffer.from([0x21, 0x11, 0xff, 0xff])])],
  ])("does not take %s", (_, bytes) => {
    expect(readProxyHeader(bytes)).toEqual({ kind: "malformed" });
  });

  it("never throws, whatever comes", () => {
    for (let length = 0; length < 80; length++)
      for (const beginning of [Buffer.alloc(0), SIGNATURE]) {
        const { kind } = readProxyHeader(Buffer.concat([beginning, randomBytes(length)]));
        expect(["incomplete", "malformed", "local", "from"]).toContain(kind);
      }
  });
});
