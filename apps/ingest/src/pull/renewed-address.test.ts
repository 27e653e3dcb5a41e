import { expect, it } from "vitest";
import { type Renewal, renewalOf, renewed } from "./renewed-address.ts";

const at = (token: string, rest = "manifest/video.m3u8"): string => `https://c.example/${token}/${rest}`;

it("is known when the token alone is another one", () => {
  expect(renewalOf(at("t1"), at("t2"))).toEqual({ host: "c.example", from: "t1", to: "t2" });
});

it.each([
  ["the same", at("t1"), at("t1")],
  ["another host", at("t1"), "https://d.example/t2/manifest/video.m3u8"],
  ["another file", at("t1"), at("t2", "manifest/other.m3u8")],
  ["another depth", at("t1"), at("t2", "video.m3u8")],
  ["another query", at("t1"), `${at("t2")}?a=1`],
  ["no address", at("t1"), "nothing"],
])("is none when it is %s", (_what, before, after) => {
  expect(renewalOf(before, after)).toBeUndefined();
});

it("leads what a reader knows of the source to where it is by now", () => {
  const renewals: Renewal[] = [
    { host: "c.example", from: "t1", to: "t2" },
    { host: "c.example", from: "t2", to: "t3" },
  ];
  const now = (url: string): string => renewed(new URL(url), renewals).href;
  expect(now(at("t1", "manifest/seg-1.ts?x=t1"))).toBe(at("t3", "manifest/seg-1.ts?x=t1"));
  expect(now(at("other"))).toBe(at("other"));
  expect(now("https://d.example/t1/a.ts")).toBe("https://d.example/t1/a.ts");
});
