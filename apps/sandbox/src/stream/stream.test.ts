import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestSandbox } from "../sandbox-under-test.ts";
import type { TestSandbox } from "../sandbox-under-test.ts";

let box: TestSandbox;
beforeAll(async () => {
  box = await openTestSandbox(() => ({ status: 200 }));
});
afterAll(() => box.close());

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(`${box.stream}/client/v4/accounts/acc/stream${path}`, {
    method,
    headers: { authorization: "Bearer stream-token", "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as {
    success: boolean;
    result: Record<string, unknown>;
    errors: { code: number }[];
  };
}

it("copies a piece, calls the webhook with its signature, and gives live inputs", async () => {
  const { origin } = new URL(`http://127.0.0.1:${new URL(box.zoom).port}`);
  const hookUrl = `${origin}/healthz`;
  const made = await call("PUT", "/webhook", { notificationUrl: hookUrl });
  expect(made.result["secret"]).toMatch(/^[0-9a-f]{32}$/);
  const copied = await call("POST", "/copy", { url: "https://example.com/a.mp4", meta: { name: "A" } });
  expect(copied.result).toMatchObject({
    readyToStream: false,
    status: { state: "downloading" },
    duration: -1,
  });
  const input = await call("POST", "/live_inputs", { meta: { name: "studio" } });
  expect(input.result["rtmps"]).toMatchObject({ url: "rtmps://live.cloudflare.com:443/live/" });
  expect((await call("GET", `/live_inputs/${String(input.result["uid"])}`)).success).toBe(true);
  expect((await call("GET", "/nothing")).errors).toEqual([
    { code: 10003, message: expect.any(String) as string },
  ]);
});

it("signs as Cloudflare does", async () => {
  const { signStream } = await import("./stream-server.ts");
  const secret = "85011ed3a913c6ad5f9cf6c5573cc0a7";
  const body = '{"uid":"6b9e68b07dfee8cc2d116e4c51d6a957","readyToStream":true,"status":{"state":"ready"}}';
  const expected = createHmac("sha256", secret).update(`1767225600.${body}`).digest("hex");
  expect(expected).toBe("e2877824ec7e29d38a920dcfe37fe1b6d4577c18ab56a5ebae19fbcdd6f2efc3");
  expect(signStream(secret, 1_767_225_600, body)).toBe(`time=1767225600,sig1=${expected}`);
});
