import { verifyRequest } from "@contentful/node-apps-toolkit";
import { expect, it } from "vitest";
import { signWebhook } from "./sign-webhook.ts";

it("signs as the official verifier expects it", () => {
  const secret = "0123456789abcdef".repeat(4);
  const path = "/hooks/contentful";
  const body = JSON.stringify({ sys: { id: "Café – 📺" } });
  const headers = signWebhook(secret, {
    path,
    headers: { "content-type": "application/json", "x-contentful-topic": "ContentManagement.Entry.delete" },
    body,
    nowMs: Date.now(),
  });
  const request = { method: "POST" as const, path, headers, body };
  expect(verifyRequest(secret, request)).toBe(true);
  expect(verifyRequest(secret, { ...request, body: "{}" })).toBe(false);
});
