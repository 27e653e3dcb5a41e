import { verifyRequest } from "@contentful/node-apps-toolkit";
import { expect, it } from "vitest";
import { signContentful } from "./webhook-signature.ts";

const secret = "0123456789abcdef".repeat(4);
const nowMs = 1_767_225_600_000;

it("agrees with vectors computed by the official toolkit", () => {
  const plain = signContentful({
    secret,
    method: "POST",
    url: "http://x/webhooks/contentful",
    headers: {
      "Content-Type": "application/vnd.contentful.management.v1+json",
      "X-Contentful-Topic": "ContentManagement.Entry.publish",
    },
    body: '{"sys":{"type":"Entry","id":"ev1","revision":1},"fields":{"title":{"en-US":"Hello"}}}',
    nowMs,
  });
  expect(plain["x-contentful-signature"]).toBe(
    "0c9aacea1c441255bed42b6749b4b24973d3bca1092cbd3c3de2c23d9d0fa940",
  );
  const query = signContentful({
    secret,
    method: "DELETE",
    url: "/hooks/contentful?token=a b&x=1",
    headers: {},
    body: "",
    nowMs,
  });
  expect(query["x-contentful-signature"]).toBe(
    "2fcd54ef1dba1efeafc9e8c196991fe905b724699d6c04703186e05f5ae76bea",
  );
});

it("is accepted by the official verifier, and only for the body it signs", () => {
  const headers = {
    "X-Contentful-Topic": "ContentManagement.Entry.publish",
    "Content-Type": "application/json",
  };
  const body = JSON.stringify({ title: "Café – 日本語 📺" });
  const signature = signContentful({
    secret,
    method: "POST",
    url: "/hooks/contentful",
    headers,
    body,
    nowMs,
  });
  const request = {
    method: "POST" as const,
    path: "/hooks/contentful",
    headers: { ...headers, ...signature },
  };
  expect(verifyRequest(secret, { ...request, body }, 0)).toBe(true);
  expect(verifyRequest(secret, { ...request, body: `${body} ` }, 0)).toBe(false);
});
