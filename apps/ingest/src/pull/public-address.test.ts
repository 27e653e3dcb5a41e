import { expect, it } from "vitest";
import { findPublicAddresses, isPublicAddress } from "./public-address.ts";

it.each(["1.1.1.1", "100.63.255.255", "172.32.0.1", "192.167.255.255", "223.255.255.255", "2606:4700::1111"])(
  "%s is public",
  (address) => expect(isPublicAddress(address)).toBe(true),
);

it.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:10.0.0.1",
  "::ffff:1.1.1.1",
  "::ffff:7f00:1",
  "64:ff9b::a00:1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "2606:4700::1111%eth0",
  "ff02::1",
  "localhost",
  "0x7f.1",
  "",
])("%s is not", (address) => expect(isPublicAddress(address)).toBe(false));

it("gives of a host's addresses only those that are public, and says why there is none", async () => {
  const names: Readonly<Record<string, readonly string[]>> = {
    "cdn.example": ["10.0.0.1", "1.1.1.1", "2606:4700::1111"],
    "inside.example": ["10.0.0.1", "::1"],
    "empty.example": [],
  };
  const resolve = async (host: string): Promise<readonly string[]> => {
    const found = names[host];
    if (found === undefined) throw new Error("ENOTFOUND");
    return found;
  };
  expect(await findPublicAddresses("cdn.example", { resolve })).toEqual({
    kind: "addresses",
    addresses: ["1.1.1.1", "2606:4700::1111"],
  });
  expect(await findPublicAddresses("inside.example", { resolve })).toEqual({ kind: "not-public" });
  expect(await findPublicAddresses("inside.example", { resolve, loopback: true })).toEqual({
    kind: "addresses",
    addresses: ["::1"],
  });
  expect(await findPublicAddresses("empty.example", { resolve })).toEqual({ kind: "unknown-host" });
  expect(await findPublicAddresses("gone.example", { resolve })).toEqual({ kind: "unknown-host" });
  // However it is written, it is this machine.
  expect(await findPublicAddresses("127.1")).toEqual({ kind: "not-public" });
});
