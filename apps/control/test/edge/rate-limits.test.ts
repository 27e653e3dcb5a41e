import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { householdOf } from "@nonstop/door/rate-limits";
import { ask, asProducer } from "./station.ts";

afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

const PUBLIC = [
  "/api/v1/channels/main/now",
  "/api/v1/channels/main/guide",
  "/api/v1/channels/main/programmes/no-such",
  "/epg/main.xml",
];
const from = (address: string): Record<string, string> => ({ "cf-connecting-ip": address });
/** Whether the door turned the client away. */
async function turnsAway(path: string, init: RequestInit<RequestInitCfProperties>): Promise<boolean> {
  const answer = await ask(path, init);
  await answer.body?.cancel();
  if (answer.status !== 429) return false;
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  return true;
}

describe("an address that asks too often", () => {
  it("is turned away from every public read, and nobody else is", async () => {
    const counted = vi.spyOn(env.PUBLIC_READS, "limit");
    counted.mockImplementation(({ key }) => Promise.resolve({ success: key !== "192.0.2.1" }));
    for (const path of PUBLIC) {
      expect(await turnsAway(path, { headers: from("192.0.2.1") }), path).toBe(true);
      expect(await turnsAway(path, { headers: from("192.0.2.2") }), path).toBe(false);
    }
  });

  it("still watches: media is counted by itself", async () => {
    vi.spyOn(env.PUBLIC_READS, "limit").mockResolvedValue({ success: false });
    expect((await ask("/live/main/index.m3u8", { headers: from("192.0.2.1") })).status).toBe(200);
    expect((await ask("/live/main/v360/index.m3u8", { headers: from("192.0.2.1") })).status).toBe(200);
  });

  it("reads on when the counters are away", async () => {
    vi.spyOn(env.PUBLIC_READS, "limit").mockRejectedValue(new Error("away"));
    for (const path of PUBLIC.filter((one) => !one.endsWith("no-such")))
      expect((await ask(path, { headers: from("192.0.2.1") })).status, path).toBe(200);
  });
});

describe("somebody who guesses a producer's token", () => {
  it("is turned away after ten tries in a minute, at the door and with a bearer; the producers are not", async () => {
    const headers = from("192.0.2.9");
    const signIn = (): Promise<boolean> =>
      turnsAway("/api/v1/session", { method: "POST", headers, body: JSON.stringify({ token: "guess" }) });
    let tries = 0;
    // The limit is ten a minute. A new minute may begin in between, so we try twice ten and one times.
    while (tries < 21 && !(await signIn())) tries += 1;
    expect(tries).toBeGreaterThanOrEqual(10);
    expect(tries).toBeLessThan(21);
    const guess = { headers: { ...headers, authorization: "Bearer guess" } };
    expect(await turnsAway("/api/v1/library", guess)).toBe(true);
    const producer = { headers: { ...headers, ...asProducer } };
    expect((await ask("/api/v1/library", producer)).status).toBe(200);
    expect((await ask("/api/v1/library", { headers })).status).toBe(401);
  });

  it("cannot make the door read more than a token", async () => {
    const body = JSON.stringify({ token: "x", padding: "x".repeat(5000) });
    expect((await ask("/api/v1/session", { method: "POST", body })).status).toBe(413);
  });
});

it("counts a household of IPv6 as one", () => {
  const table: [string, string][] = [
    ["192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::6", "2001:db8:1:2::/64"],
    ["2001:db8::6", "2001:db8:0:0::/64"],
    ["2001:0db8:0001::", "2001:db8:1:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::ffff:192.0.2.1", "::ffff:192.0.2.1"],
  ];
  for (const [address, household] of table) expect(householdOf(address), address).toBe(household);
});
