import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type { Context } from "hono";
import { z } from "zod";
import { contentfulError, invalid, notFound, versionMismatch } from "./contentful-error.ts";
import { sentJson, sentVersion } from "./management-request.ts";
import type { Space } from "./open-contentful.ts";
import type { WebhookCall } from "./space-webhooks.ts";
import { definitionAnswer, WebhookBody } from "./webhook-definition.ts";

const SigningSecret = z.object({ value: z.string().regex(/^[0-9a-zA-Z+/=_-]{64}$/) });
const RetryPolicy = z.object({ maxRetries: z.int().min(2).max(99) });

function callAnswer(call: WebhookCall, withBodies: boolean): object {
  const { attempt } = call;
  return {
    sys: { type: withBodies ? "WebhookCallDetails" : "WebhookCallOverview", id: call.id },
    url: call.url,
    eventType: call.eventType,
    statusCode: attempt.statusCode ?? null,
    errors: attempt.problem === undefined ? [] : [attempt.problem],
    requestAt: new Date(attempt.atMs).toISOString(),
    responseAt: new Date(attempt.atMs + attempt.tookMs).toISOString(),
    ...(withBodies
      ? {
          request: { url: call.url, method: "POST", headers: attempt.requestHeaders, body: call.body },
          response: {
            statusCode: attempt.statusCode ?? null,
            headers: attempt.responseHeaders,
            body: attempt.responseBody,
          },
        }
      : {}),
  };
}

/** Webhook definitions, settings and the call log of the management API. */
export function webhookRoutes(space: Space): Hono {
  const routes = new Hono();
  const definitions = () => space.state.value.webhooks;
  const write = async (c: Context, id: string): Promise<Response> => {
    const body = WebhookBody.safeParse(await sentJson(c));
    if (!body.success)
      return invalid(
        body.error.issues.map((issue) => ({
          name: issue.code,
          path: issue.path.map(String),
          details: issue.message,
        })),
      );
    const present = definitions()[id];
    if (present !== undefined && present.version !== sentVersion(c)) return versionMismatch();
    if (present === undefined && Object.keys(definitions()).length >= space.faults().maxWebhooks)
      return contentfulError(403, "UsageExceeded", "The space has as many webhooks as its plan allows.");
    const now = new Date(space.nowMs()).toISOString();
    const next = {
      ...body.data,
      id,
      version: present === undefined ? 0 : present.version + 1,
      createdAt: present?.createdAt ?? now,
      updatedAt: now,
    };
    definitions()[id] = next;
    space.state.changed();
    return c.json(definitionAnswer(next, space.name.space), present === undefined ? 201 : 200);
  };
  routes.get("/webhook_definitions", (c) => {
    const items = Object.values(definitions()).map((each) => definitionAnswer(each, space.name.space));
    return c.json({ sys: { type: "Array" }, total: items.length, skip: 0, limit: 100, items });
  });
  routes.post("/webhook_definitions", (c) => write(c, randomBytes(8).toString("hex")));
  routes.put("/webhook_definitions/:id", (c) => write(c, c.req.param("id")));
  routes.get("/webhook_definitions/:id", (c) => {
    const found = definitions()[c.req.param("id")];
    return found === undefined ? notFound() : c.json(definitionAnswer(found, space.name.space));
  });
  routes.delete("/webhook_definitions/:id", (c) => {
    if (definitions()[c.req.param("id")] === undefined) return notFound();
    delete definitions()[c.req.param("id")];
    space.state.changed();
    return c.body(null, 204);
  });

  const secretAnswer = (secret: string): object => ({
    sys: { type: "WebhookSigningSecret" },
    redactedValue: secret.slice(-4),
  });
  routes.get("/webhook_settings/signing_secret", (c) => {
    const secret = space.state.value.signingSecret;
    return secret === undefined ? notFound() : c.json(secretAnswer(secret));
  });
  routes.put("/webhook_settings/signing_secret", async (c) => {
    const body = SigningSecret.safeParse(await sentJson(c));
    if (!body.success)
      return invalid([
        { name: "regexp", path: ["value"], details: "64 characters of 0-9 a-z A-Z + / = _ -" },
      ]);
    space.state.value.signingSecret = body.data.value;
    space.state.changed();
    return c.json(secretAnswer(body.data.value));
  });
  routes.delete("/webhook_settings/signing_secret", (c) => {
    delete space.state.value.signingSecret;
    space.state.changed();
    return c.body(null, 204);
  });
  routes.put("/webhook_settings/retry_policy", async (c) => {
    const body = RetryPolicy.safeParse(await sentJson(c));
    if (!body.success) return invalid([{ name: "range", path: ["maxRetries"] }]);
    space.state.value.maxRetries = body.data.maxRetries;
    space.state.changed();
    return c.json({ sys: { type: "WebhookRetryPolicy" }, ...body.data });
  });

  const callsOf = (id: string): WebhookCall[] =>
    space.webhooks.calls.filter((call) => call.webhook === id).toReversed();
  routes.get("/webhooks/:id/calls", (c) => {
    const items = callsOf(c.req.param("id")).map((call) => callAnswer(call, false));
    return c.json({ sys: { type: "Array" }, total: items.length, skip: 0, limit: 500, items });
  });
  routes.get("/webhooks/:id/calls/:call", (c) => {
    const call = callsOf(c.req.param("id")).find((each) => each.id === c.req.param("call"));
    return call === undefined ? notFound() : c.json(callAnswer(call, true));
  });
  routes.get("/webhooks/:id/health", (c) => {
    const calls = callsOf(c.req.param("id"));
    const healthy = calls.filter((call) => (call.attempt.statusCode ?? 500) < 300).length;
    return c.json({
      sys: { type: "Webhook", id: c.req.param("id") },
      calls: { total: calls.length, healthy },
    });
  });
  return routes;
}
