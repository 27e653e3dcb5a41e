import Cloudflare from "cloudflare";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openTestSandbox, type Hook, type TestSandbox } from "../sandbox-under-test.ts";
import { pushTestPicture, type Push } from "./live/rtmps-push.ts";

const account_id = "acc";
const SIGNED = { mode: "automatic", requireSignedURLs: true, timeoutSeconds: 60 } as const;

let box: TestSandbox;
let client: Cloudflare;
beforeAll(async () => {
  box = await openTestSandbox(() => ({ status: 200 }));
  client = new Cloudflare({ apiToken: "stream-token", baseURL: `${box.stream}/client/v4`, maxRetries: 0 });
});
afterAll(() => box.close());

type Input = Cloudflare.Stream.LiveInput;
const inputs = () => client.stream.liveInputs;
const make = (body: object = { recording: SIGNED }): Promise<Input> =>
  inputs().create({ account_id, ...body });
const idOf = ({ uid = "" }: Input): string => uid;
const hlsOf = ({ playback }: Input): string => playback?.hls ?? "";

function send({ rtmps }: Input, gopSeconds = 2): Push {
  const push = pushTestPicture(`${rtmps?.url ?? ""}${rtmps?.streamKey ?? ""}`, { gopSeconds });
  onTestFinished(push.kill);
  return push;
}

/** The next notification about an input; `skip` of them have been seen. */
function told(input: Input, event: string, skip = 0): Promise<Hook> {
  const isIt = ({ body }: Hook): boolean =>
    body.includes(idOf(input)) && body.includes(`live_input.${event}`);
  return box.hook((hook) => isIt(hook) && box.hooks.filter(isIt).indexOf(hook) >= skip);
}

/** Asks until what is answered is as wished. */
async function until<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const text = async (url: string): Promise<string> => (await fetch(url)).text();
/** What a playlist names, as whole addresses. */
const named = (playlist: string, base: string): string[] =>
  playlist
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => new URL(line, base).href);

it("makes, lists, changes and deletes live inputs for Cloudflare's own client, and never twice for one key", async () => {
  const first = await make({ meta: { name: "studio" }, "Idempotency-Key": "once" });
  expect(first).toMatchObject({
    meta: { name: "studio" },
    recording: { mode: "off" },
    enabled: true,
    status: null,
    playback: { hls: `${box.stream}/${idOf(first)}/manifest/video.m3u8` },
  });
  expect(first.rtmps?.url).toMatch(/^rtmps:\/\/.*\/live\/$/);
  expect(idOf(await make({ "Idempotency-Key": "once" }))).toBe(idOf(first));
  const listed = await inputs().list({ account_id });
  expect(JSON.stringify(listed)).not.toContain(first.rtmps?.streamKey);
  expect(listed.liveInputs?.map(({ uid }) => uid)).toContain(idOf(first));
  const changed = await inputs().update(idOf(first), { account_id, enabled: false });
  expect(changed).toMatchObject({ enabled: false, meta: { name: "studio" }, rtmps: first.rtmps });
  await inputs().delete(idOf(first), { account_id });
  await expect(inputs().get(idOf(first), { account_id })).rejects.toMatchObject({ status: 404 });
  await expect(make({ "Idempotency-Key": "once" })).rejects.toMatchObject({ status: 409 });
});

it("carries what is sent to whoever has a token, through a cut, until its key is changed", async () => {
  const input = await make();
  const id = idOf(input);
  const push = send(input);
  const connected = await told(input, "connected");
  expect(connected).toMatchObject({
    path: "/hooks/stream",
    headers: { "cf-webhook-auth": "stream-notification-secret" },
  });
  const { token = "" } = await client.stream.token.create(id, { account_id });
  const manifest = hlsOf(input).replace(id, token);
  await until(
    () => fetch(manifest),
    ({ status }) => status === 200,
  );
  expect((await fetch(hlsOf(input))).status).toBe(401);
  expect((await fetch(hlsOf(input).replace(id, `${token.slice(0, -4)}AAAA`))).status).toBe(404);
  const [media = ""] = named(await text(manifest), manifest);
  const [segment = ""] = named(await text(media), media);
  const bytes = new Uint8Array(await (await fetch(segment)).arrayBuffer());
  expect(bytes[0]).toBe(0x47);
  expect((await fetch(segment.replace(token, id))).status).toBe(401);
  const lifecycle = `${box.stream}/${token}/lifecycle`;
  const video = /[0-9a-f]{32}/.exec(segment.slice(segment.lastIndexOf("/")))?.[0];
  expect(await (await fetch(lifecycle)).json()).toEqual({ isInput: true, videoUID: video, live: true });

  await fetch(`${box.stream}/sandbox/inputs/${id}/cut`, { method: "POST" });
  await told(input, "disconnected");
  await push.ended;
  send(input);
  await told(input, "connected", 1);
  // It goes on as the same video, with a gap that is told.
  await until(
    () => text(media),
    (playlist) => playlist.includes("#EXT-X-DISCONTINUITY\n"),
  );
  expect(await (await fetch(lifecycle)).json()).toMatchObject({ videoUID: video, live: true });

  const rotate = `/accounts/${account_id}/stream/live_inputs/${id}/rotate_keys`;
  await client.post(rotate, {});
  const renewed = await inputs().get(id, { account_id });
  expect(renewed.rtmps?.streamKey).not.toBe(input.rtmps?.streamKey);
  expect(renewed.keysRotatedAt).toEqual(expect.any(String));
  await send(input).ended;
  expect(await (await fetch(lifecycle)).json()).toEqual({ isInput: true, videoUID: null, live: false });
  expect((await fetch(manifest)).status).toBe(404);
  const ready = await box.hook(({ body }) => body.includes(`"uid":"${video}"`));
  expect(JSON.parse(ready.body)).toMatchObject({ liveInput: id, status: { state: "ready" } });
});

it("takes no keyframes that come too often, and nothing while its input is off", async () => {
  const input = await make();
  const push = send(input, 1);
  const { data } = JSON.parse((await told(input, "errored")).body) as { data: object };
  expect(data).toMatchObject({ live_input_errored: { error: { code: "ERR_GOP_OUT_OF_RANGE" } } });
  await push.ended;
  await inputs().update(idOf(input), { account_id, enabled: false });
  await send(input).ended;
  expect((await inputs().get(idOf(input), { account_id })).status).toBe("failed_to_connect");
});

it("plays nothing of an input that is not recorded", async () => {
  const input = await make({ recording: { mode: "off" } });
  send(input);
  await told(input, "connected");
  expect((await fetch(hlsOf(input))).status).toBe(404);
});

it("gives no token for longer than a day", async () => {
  const id = idOf(await make());
  const exp = Math.floor(Date.now() / 1000) + 86_500;
  await expect(client.stream.token.create(id, { account_id, exp })).rejects.toMatchObject({ status: 400 });
});
