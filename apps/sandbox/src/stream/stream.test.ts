import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestSandbox } from "../sandbox-under-test.ts";
import type { Hook, TestSandbox } from "../sandbox-under-test.ts";
import { signStream } from "./stream-webhook.ts";

let box: TestSandbox;
beforeAll(async () => {
  box = await openTestSandbox(() => ({ status: 200 }));
});
afterAll(() => box.close());

type Answer = { success: boolean; result: Record<string, unknown>; errors: { code: number }[] };

async function call(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${box.stream}/client/v4/accounts/acc/stream${path}`, {
    method,
    headers: { authorization: "Bearer stream-token", "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Answer;
}

async function copy(url: string, more: object = {}): Promise<{ uid: string; hook: Hook }> {
  const { result } = await call("POST", "/copy", { url, ...more });
  expect(result).toMatchObject({
    readyToStream: false,
    status: { state: "downloading" },
    duration: -1,
  });
  const uid = String(result["uid"]);
  return { uid, hook: await box.hook(({ path, body }) => path === "/hooks/stream" && body.includes(uid)) };
}

/** The address of a video's MP4, once it is made. */
async function downloadOf(uid: string): Promise<string> {
  await call("POST", `/${uid}/downloads`);
  for (;;) {
    const { result } = await call("GET", `/${uid}/downloads`);
    const mp4 = result["default"] as { status: string; url: string };
    if (mp4.status === "ready") return mp4.url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

it("copies a film, calls the webhook with its signature, and gives its MP4", async () => {
  const { uid, hook } = await copy(`${box.stream}/sandbox/films/a-film.mp4?seconds=1`, {
    meta: { name: "A" },
  });
  const [, time = "", signature = ""] =
    /^time=(\d+),sig1=([0-9a-f]{64})$/.exec(String(hook.headers["webhook-signature"])) ?? [];
  const hmac = createHmac("sha256", "stream-webhook-secret").update(`${time}.${hook.body}`);
  expect(signature).toBe(hmac.digest("hex"));
  expect(JSON.parse(hook.body)).toMatchObject({
    uid,
    readyToStream: true,
    status: { state: "ready" },
    meta: { name: "A" },
    input: { width: 640, height: 360 },
  });
  const url = await downloadOf(uid);
  const film = await fetch(url);
  expect(film.headers.get("content-type")).toBe("video/mp4");
  expect(Buffer.from(await film.arrayBuffer()).toString("latin1", 4, 8)).toBe("ftyp");

  const edited = await call("POST", `/${uid}`, { meta: { name: "B" }, requireSignedURLs: true });
  expect(edited.result).toMatchObject({ meta: { name: "B" }, requireSignedURLs: true });
  expect((await fetch(url)).status).toBe(401);
  const { token } = (await call("POST", `/${uid}/token`, { downloadable: true })).result;
  expect((await fetch(url.replace(uid, String(token)))).status).toBe(200);
});

it("tells why a video could not be taken", async () => {
  const [absent, page] = await Promise.all([copy(`${box.stream}/nothing.mp4`), copy(`${box.zoom}/healthz`)]);
  const reasons = [absent, page].map(({ hook }) => (JSON.parse(hook.body) as { status: object }).status);
  expect(reasons).toMatchObject([
    { state: "error", errReasonCode: "ERR_FETCH_ORIGIN_ERROR" },
    { state: "error", errReasonCode: "ERR_NON_VIDEO" },
  ]);
});

it("has its webhook set anew, with the secret it has", async () => {
  const made = await call("PUT", "/webhook", { notificationUrl: "https://example.com/hook" });
  expect(made.result).toMatchObject({ secret: "stream-webhook-secret" });
});

it("signs as Cloudflare does", () => {
  const secret = "85011ed3a913c6ad5f9cf6c5573cc0a7";
  const body = '{"uid":"6b9e68b07dfee8cc2d116e4c51d6a957","readyToStream":true,"status":{"state":"ready"}}';
  expect(signStream(secret, 1_767_225_600, body)).toBe(
    "time=1767225600,sig1=e2877824ec7e29d38a920dcfe37fe1b6d4577c18ab56a5ebae19fbcdd6f2efc3",
  );
});
