import { describe, expect, it } from "vitest";
import { EventRecord } from "../schedule/events/event-record.ts";
import { guestClaims } from "./guest-claims.ts";
import {
  type GuestClaims,
  guestLink,
  guestLinkExpiry,
  readGuestToken,
  signGuestToken,
} from "./guest-token.ts";

const SECRET = "guest-link-secret";
const CLAIMS: GuestClaims = {
  entry: "6x5Bk2cQpWuYq0mOaK4s8E",
  person: "1fA3kdPqRmZsTgVb7yXw9N",
  generation: 3,
  expiresAt: 1_800_000_000,
};

describe("a guest's token", () => {
  it("says what was signed, for a guest with and without an entry of their own", async () => {
    const { person: _person, ...nobody } = CLAIMS;
    for (const claims of [CLAIMS, nobody])
      expect(await readGuestToken(SECRET, await signGuestToken(SECRET, claims))).toEqual(claims);
  });

  it("is always the same for the same claims, so that an invitation does not change by itself", async () => {
    const link = (): Promise<string> =>
      guestLink({ publicUrl: "https://tv.example.com", secret: SECRET, claims: CLAIMS });
    expect(await link()).toBe(await link());
  });

  it("is short enough for a line of a mail, and ends with what every mail program takes as part of a link", async () => {
    const link = await guestLink({ publicUrl: "https://tv.example.com", secret: SECRET, claims: CLAIMS });
    expect(link).toMatch(/^https:\/\/tv\.example\.com\/guest\/[\w~.-]+[0-9a-z]$/);
    expect(link.length).toBeLessThan(140);
  });

  it("is refused when any of its characters is another one", async () => {
    const token = await signGuestToken(SECRET, CLAIMS);
    for (const [at, character] of Array.from(token).entries()) {
      const other = character === "a" ? "b" : "a";
      expect(await readGuestToken(SECRET, token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
  });

  it("is refused when it is cut, grown, signed with another secret, or when no secret is set", async () => {
    const token = await signGuestToken(SECRET, CLAIMS);
    for (const wrong of ["", "a", token.slice(1), token.slice(0, -1), `${token}0`, ` ${token}`, `${token}\n`])
      expect(await readGuestToken(SECRET, wrong)).toBeUndefined();
    expect(await readGuestToken("another", token)).toBeUndefined();
    expect(await readGuestToken("", await signGuestToken(" ", CLAIMS))).toBeUndefined();
  });

  it("does not let the parts of one event pass for those of another", async () => {
    const signed = await signGuestToken(SECRET, { ...CLAIMS, entry: "ab", person: "c" });
    expect(signed).not.toBe(await signGuestToken(SECRET, { ...CLAIMS, entry: "a", person: "bc" }));
    expect(await readGuestToken(SECRET, signed.replace("~ab~c~", "~a~bc~"))).toBeUndefined();
  });
});

it("links expire twelve hours after a show may have run over", () => {
  expect(guestLinkExpiry(1_700_000_000, { overrunSeconds: 1800 })).toBe(1_700_000_000 + 1800 + 43_200);
});

describe("the claims of a link that is given out now", () => {
  const record = EventRecord.parse({
    entry: "show",
    revision: 1,
    createdAt: "",
    presence: "published",
    title: "Show",
    known: {},
  });
  const airing = {
    id: "show",
    channel: "main",
    kind: "live",
    title: "Show",
    slug: "show",
    summary: "",
  } as const;
  const times = { start: 1_700_000_000, end: 1_700_003_600, timezone: "UTC", presenters: [] };

  it("follow the event: its end, and how often its links were revoked", () => {
    const listed = { ...record, airing: { ...airing, ...times }, guests: { generation: 2 } };
    expect(guestClaims(listed, "ada", { overrunSeconds: 0 })).toEqual({
      entry: "show",
      person: "ada",
      generation: 2,
      expiresAt: 1_700_003_600 + 43_200,
    });
  });

  it("are none while it stands in no schedule", () => {
    expect(guestClaims(record, "ada", { overrunSeconds: 0 })).toBeUndefined();
  });
});
