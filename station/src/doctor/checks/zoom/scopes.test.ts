import { expect, it } from "vitest";
import { hostsOf } from "./hosts.ts";
import { judgeScopes } from "./scopes.ts";

it("takes broad scopes of older apps for what they cover", () => {
  const kinds = (scopes: string): string[] => judgeScopes(scopes).map(({ kind }) => kind);
  expect(
    kinds(
      "meeting:read:admin meeting:write:admin cloud_recording:read:admin user:read:admin account:read:admin",
    ),
  ).toEqual(["good"]);
  expect(kinds("meeting:read:admin meeting:write:admin user:read:admin")).toEqual([
    "good",
    "skipped",
    "skipped",
  ]);
  expect(new Set(kinds("user:read:admin"))).toEqual(new Set(["bad", "skipped"]));
  expect(kinds("")).toContain("bad");
});

it("asks of a host what the most demanding of its studios does", () => {
  const studio = (name: string, zoomHostUser: string | undefined, meetingsAtOnce: number) => ({
    name,
    zoomHostUser,
    meetingsAtOnce,
  });
  expect(
    hostsOf("tv@a.test", [studio("A", undefined, 1), studio("B", "b@a.test", 2), studio("C", "b@a.test", 1)]),
  ).toEqual([
    { user: "tv@a.test", meetingsAtOnce: 1, studios: ["A"] },
    { user: "b@a.test", meetingsAtOnce: 2, studios: ["B", "C"] },
  ]);
});
