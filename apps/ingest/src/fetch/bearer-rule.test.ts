import { expect, it } from "vitest";
import { mayShowBearer } from "@nonstop/contract/bearer-rule";

const bearer = { token: "t", domains: ["zoom.us", "zoom.com"] };
const shown = (first: string, url: string): boolean => mayShowBearer(new URL(url), new URL(first), bearer);

it.each([
  ["the same host", "https://zoom.us/a", "https://zoom.us/b"],
  ["another host of the domain", "https://us06web.zoom.us/a", "https://ssrweb.zoom.us/b"],
  ["another of the domains", "https://zoom.us/a", "https://files.zoom.com/b"],
  ["a strange host that it was given for", "http://127.0.0.1:8991/a", "http://127.0.0.1:8991/b"],
])("is shown at %s", (_what, first, url) => {
  expect(shown(first, url)).toBe(true);
});

it.each([
  ["another host", "https://zoom.us/a", "https://bucket.s3.amazonaws.com/b"],
  ["a host that ends alike", "https://zoom.us/a", "https://evilzoom.us/b"],
  ["a host that begins alike", "https://zoom.us/a", "https://zoom.us.evil.example/b"],
  ["another port", "https://zoom.us/a", "https://zoom.us:8443/b"],
  ["the same host without TLS", "https://zoom.us/a", "http://zoom.us/b"],
  ["another port of a strange host", "http://127.0.0.1:8991/a", "http://127.0.0.1:8992/b"],
  ["the domain, from a strange host", "https://evil.example/a", "https://zoom.us/b"],
])("is not shown at %s", (_what, first, url) => {
  expect(shown(first, url)).toBe(false);
});
