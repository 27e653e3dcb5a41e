import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { REPOSITORY } from "../../station.ts";
import { type Outcome, runSetup } from "../run-setup.ts";
import { openVendors, type TestVendors } from "../vendors-under-test.ts";
import { challengeStation, ZOOM_EVENTS } from "./event-subscription.ts";
import { settingsVerdict } from "./host-and-settings.ts";
import { NEEDED_SCOPES } from "./scopes.ts";
import { zoomPart } from "./zoom-part.ts";

let vendors: TestVendors;
beforeEach(async () => {
  vendors = await openVendors();
});
afterEach(() => vendors.close());

async function run(
  over: Record<string, Record<string, unknown>> = {},
): Promise<{ outcome: Outcome; said: string }> {
  const lines: string[] = [];
  // Nobody is at this name, here or anywhere.
  const answers = vendors.answers({
    station: { host: "tv.example.invalid", ingestHost: "in.example.invalid" },
    cloudflare: { zone: "example.invalid" },
    ...over,
  });
  const talk = { say: (line: string) => void lines.push(line), agree: () => Promise.resolve(true) };
  const outcome = await runSetup([zoomPart({ answers })], talk);
  return { outcome, said: lines.join("\n") };
}

it("an account in order needs nothing but the clicks that have no API, and is told them", async () => {
  const { outcome, said } = await run();
  expect(outcome).toBe("as-it-should-be");
  expect(said).toContain("host@example.com is licensed");
  expect(said).toContain("https://tv.example.invalid/hooks/zoom, then Validate");
  for (const event of ZOOM_EVENTS) expect(said).toContain(event);
});

it.each([
  ["the account", { accountId: "another" }, "zoom.accountId"],
  ["the app's secret", { clientSecret: "not-the-secret" }, "zoom.clientId, zoom.clientSecret"],
  ["the host", { hostUser: "nobody@elsewhere.example" }, "does not find the host nobody@elsewhere.example"],
  ["the address", { oauthUrl: "http://127.0.0.1:1/oauth/token" }, "Nobody answers at 127.0.0.1:1"],
])("a wrong answer for %s is named, with the cure", async (_, zoom, words) => {
  const { outcome, said } = await run({ zoom });
  expect(outcome).toBe("trouble");
  expect(said).toContain(words);
  expect(said).not.toMatch(/not-the-secret|zoom-client-secret|zoom-webhook-secret/);
});

it("each scope that is missing is named, with what it is for", async () => {
  vendors.board.all.zoom.missingScopes = ["meeting:update:livestream:admin", "meeting:delete:meeting:admin"];
  const { said } = await run();
  expect(said).toContain("lacks the scope meeting:update:livestream:admin, to point a livestream");
  expect(said).toContain("lacks the scope meeting:delete:meeting:admin");
  expect(said.match(/✗/g)).toHaveLength(2);
});

it("a host without a licence is told so", async () => {
  vendors.board.all.zoom.unlicensed = ["host@example.com"];
  expect((await run()).said).toContain("host@example.com has no licence");
});

it.each([
  ["locked", "waiting_room", "locked the waiting room on"],
  ["locked", "meeting_authentication", "only people who are signed in may join"],
  ["locked", "join_before_host", "guests wait for the host"],
  ["switchedOff", "allow_live_streaming", "does not allow the host to livestream"],
  ["switchedOff", "custom_live_streaming_service", "Custom Livestreaming Service"],
] as const)("an account that has %s %s is told so, with the cure", async (list, name, words) => {
  vendors.board.all.zoom = { ...vendors.board.all.zoom, [list]: [name] };
  const { outcome, said } = await run();
  expect(outcome).toBe("trouble");
  expect(said).toContain(words);
});

it("settings that each meeting sets itself are no trouble, whatever the host's own are", () => {
  const settings = {
    schedule_meeting: { join_before_host: false, meeting_authentication: true },
    in_meeting: { waiting_room: true, allow_live_streaming: true, custom_live_streaming_service: true },
  };
  expect(settingsVerdict({ settings, locks: {}, securityLocks: {} }).problems).toEqual([]);
  expect(settingsVerdict({ settings, locks: undefined, securityLocks: undefined }).problems).toEqual([]);
  expect(settingsVerdict({ settings: "?", locks: 7, securityLocks: null }).problems).toEqual([]);
});

it("what is documented as needed is what is asked for", () => {
  const readme = readFileSync(join(REPOSITORY, "apps/control/src/vendors/README.md"), "utf8");
  for (const scope of Object.keys(NEEDED_SCOPES)) expect(readme).toContain(`\`${scope}\``);
  for (const event of ZOOM_EVENTS) expect(readme).toContain(`\`${event}\``);
});

describe("the station's answer to Zoom's challenge", () => {
  const station = async (
    answer: (plainToken: string) => object | undefined,
  ): Promise<Awaited<ReturnType<typeof challengeStation>>> => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as { payload: { plainToken: string } };
        const told = answer(body.payload.plainToken);
        response.writeHead(told === undefined ? 404 : 200).end(JSON.stringify(told ?? {}));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const asked = { host: "tv.example.invalid", webhookSecret: "secret" };
    const verdict = await challengeStation(asked, { nowMs: 0, origin: `http://127.0.0.1:${port}` });
    await new Promise((resolve) => server.close(resolve));
    return verdict;
  };
  const encrypted = (plainToken: string, secret: string) => ({
    plainToken,
    encryptedToken: createHmac("sha256", secret).update(plainToken).digest("hex"),
  });

  it("is right, wrong, or not there", async () => {
    expect(await station((plainToken) => encrypted(plainToken, "secret"))).toBe("answers");
    expect(await station((plainToken) => encrypted(plainToken, "another"))).toBe("wrong");
    expect(await station(() => undefined)).toBe("wrong");
    const nowhere = { host: "tv.example.invalid", webhookSecret: "secret" };
    expect(await challengeStation(nowhere, { nowMs: 0, origin: "http://127.0.0.1:1" })).toBe("silent");
  });
});
