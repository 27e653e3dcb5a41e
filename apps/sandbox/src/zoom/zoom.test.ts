import { execFile, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestSandbox } from "../sandbox-under-test.ts";
import type { Hook, TestSandbox } from "../sandbox-under-test.ts";
import { readMarks, unwrapClock } from "../pictures/marks.ts";
import type { ReadMarks } from "../pictures/marks.ts";

const hmac = (text: string): string => createHmac("sha256", "zoom-secret").update(text).digest("hex");

let box: TestSandbox;
beforeAll(async () => {
  box = await openTestSandbox((hook) => {
    const body = JSON.parse(hook.body) as { event?: string; payload?: { plainToken?: string } };
    const plainToken = body.payload?.plainToken;
    if (body.event !== "endpoint.url_validation" || plainToken === undefined) return { status: 204 };
    return { status: 200, body: JSON.stringify({ plainToken, encryptedToken: hmac(plainToken) }) };
  });
});
afterAll(() => box.close());

type Json = Record<string, unknown>;

async function token(): Promise<string> {
  const answer = await fetch(`${box.zoom}/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from("client:secret").toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=account_credentials&account_id=account",
  });
  const { access_token, expires_in } = (await answer.json()) as { access_token: string; expires_in: number };
  expect(expires_in).toBe(3600);
  return access_token;
}

async function call(
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Json; headers: Headers }> {
  const answer = await fetch(`${box.zoom}/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${await token()}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: text === "" ? {} : (JSON.parse(text) as Json),
    headers: answer.headers,
  };
}

const drill = (path: string, body: object): Promise<Response> =>
  fetch(`${box.zoom}/sandbox${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const told = (event: string, id: string): Promise<Hook> =>
  box.hook((hook) => {
    const body = JSON.parse(hook.body) as { event: string; payload: { object?: { id?: unknown } } };
    return body.event === event && String(body.payload.object?.id) === id;
  });
const objectOf = (hook: Hook): Json =>
  (JSON.parse(hook.body) as { payload: { object: Json } }).payload.object;

async function meetingNow(id: string): Promise<Json | undefined> {
  const list = (await (await fetch(`${box.zoom}/sandbox/meetings`)).json()) as { meetings: Json[] };
  return list.meetings.find((each) => each["id"] === id);
}

const SHOW = {
  topic: "Evening show",
  start_time: "2036-11-23T20:00:00",
  timezone: "Europe/Lisbon",
  duration: 30,
  settings: { join_before_host: true, host_video: true, meeting_authentication: false },
};
async function createShow(): Promise<string> {
  const made = await call("POST", "/users/host@station.example/meetings", SHOW);
  expect(made.status).toBe(201);
  return String(made.body["id"]);
}

describe("the API", () => {
  it("challenges the webhook endpoint until it is answered rightly", async () => {
    const challenge = await box.hook((hook) => hook.body.includes("endpoint.url_validation"));
    const seconds = String(challenge.headers["x-zm-request-timestamp"]);
    expect(challenge.headers["x-zm-signature"]).toBe(`v0=${hmac(`v0:${seconds}:${challenge.body}`)}`);
    const answer = await drill("/zoom/validate", {});
    expect(await answer.json()).toEqual({ validated: true });
  });

  it("refuses wrong clients, accounts and tokens in Zoom's words", async () => {
    const ask = (basic: string, form: string) =>
      fetch(`${box.zoom}/oauth/token`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(basic).toString("base64")}` },
        body: form,
      });
    const wrong = await ask("client:guess", "grant_type=account_credentials&account_id=account");
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      { reason: "Invalid client_id or client_secret", error: "invalid_client" },
    ]);
    expect(await (await ask("client:secret", "grant_type=x")).json()).toMatchObject({
      error: "unsupported_grant_type",
    });
    const stranger = await fetch(`${box.zoom}/v2/meetings/1`, {
      headers: { authorization: "Bearer nonsense" },
    });
    expect([stranger.status, await stranger.json()]).toEqual([
      401,
      { code: 124, message: "Invalid access token." },
    ]);
  });

  it("makes, shows, changes, lists and deletes a meeting", async () => {
    const id = await createShow();
    expect(id).toMatch(/^\d{10,11}$/);
    const { body } = await call("GET", `/meetings/${id}`);
    expect(body).toMatchObject({
      status: "waiting",
      start_time: "2036-11-23T20:00:00Z",
      timezone: "Europe/Lisbon",
    });
    expect(body["password"]).toMatch(/^\d{6}$/);
    expect(body["join_url"]).toContain(`/j/${id}?pwd=`);
    expect(body["settings"]).toMatchObject({ join_before_host: true, waiting_room: false });
    expect(typeof objectOf(await told("meeting.created", id))["id"]).toBe("number");

    expect((await call("PATCH", `/meetings/${id}`, { topic: "Late show" })).status).toBe(204);
    expect(objectOf(await told("meeting.updated", id))).toEqual({ id: Number(id), topic: "Late show" });
    const { body: invitation } = await call("GET", `/meetings/${id}/invitation`);
    expect(String(invitation["invitation"])).toContain("Topic: Late show\r\n");
    const { body: list } = await call("GET", "/users/host@station.example/meetings?page_size=300");
    expect((list["meetings"] as Json[]).map((each) => String(each["id"]))).toContain(id);
    expect((await call("DELETE", `/meetings/${id}`)).status).toBe(204);
    expect(await call("GET", `/meetings/${id}`)).toMatchObject({
      status: 404,
      body: { code: 3001, message: `Meeting does not exist: ${id}.` },
    });
  });

  it("silently starts now what should have started in the past, and refuses what it cannot read", async () => {
    const beforeMs = Date.now();
    const { body } = await call("POST", "/users/host@station.example/meetings", {
      ...SHOW,
      start_time: "2020-01-01T00:00:00Z",
    });
    expect(Date.parse(String(body["start_time"]))).toBeGreaterThanOrEqual(beforeMs - 1000);
    const refused = await call("POST", "/users/host@station.example/meetings", {
      topic: "x".repeat(201),
      duration: 0,
    });
    expect(refused).toMatchObject({ status: 400, body: { code: 300, message: "Validation Failed." } });
    expect((refused.body["errors"] as Json[]).map((each) => each["field"])).toEqual(["topic", "duration"]);
    const stranger = await call("POST", "/users/nobody@elsewhere.example/meetings", SHOW);
    expect(stranger).toMatchObject({ status: 404, body: { code: 1001 } });
  });

  it("limits creates and updates by day, and says until when", async () => {
    await fetch(`${box.zoom}/sandbox/faults`, {
      method: "POST",
      body: JSON.stringify({ zoom: { perDay: 1 } }),
    });
    const refused = await call("POST", "/users/host@station.example/meetings", SHOW);
    await fetch(`${box.zoom}/sandbox/faults`, {
      method: "POST",
      body: JSON.stringify({ zoom: { perDay: 100, next500: 1 } }),
    });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
    expect((await call("GET", "/users/host@station.example")).status).toBe(500);
    expect((await call("GET", "/users/host@station.example")).status).toBe(200);
  });

  it("lets in only who has the link, and only with the host where the host must come first", async () => {
    const made = await call("POST", "/users/host@station.example/meetings", {
      ...SHOW,
      settings: { join_before_host: false, meeting_authentication: false },
    });
    const id = String(made.body["id"]);
    expect((await fetch(`${box.zoom}/j/${id}?pwd=guess`)).status).toBe(403);
    expect(await (await fetch(String(made.body["join_url"]))).text()).toContain("Evening show");
    expect((await drill(`/meetings/${id}/join`, { name: "Early" })).status).toBe(409);
    expect((await drill(`/meetings/${id}/join`, { name: "Host", host: true })).status).toBe(201);
    expect((await drill(`/meetings/${id}/join`, { name: "Early" })).status).toBe(201);
    expect((await call("PUT", `/meetings/${id}/status`, { action: "end" })).status).toBe(204);
    expect(typeof objectOf(await told("meeting.ended", id))["id"]).toBe("string");
  });
});

/** Receives one RTMP push with ffmpeg and writes it to a file. */
async function receiver(file: string): Promise<{ url: string; done: Promise<void> }> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const url = `rtmp://127.0.0.1:${port}/live`;
  const child = spawn(
    "ffmpeg",
    ["-loglevel", "error", "-y", "-listen", "1", "-i", `${url}/key`, "-c", "copy", file],
    { stdio: "ignore" },
  );
  return { url, done: new Promise((resolve) => child.on("close", () => resolve())) };
}

async function marksIn(
  file: string,
  filter: string,
  width: number,
  height: number,
): Promise<(ReadMarks | undefined)[]> {
  const { stdout } = await promisify(execFile)(
    "ffmpeg",
    [
      "-loglevel",
      "error",
      "-i",
      file,
      "-vf",
      filter,
      "-fps_mode",
      "passthrough",
      "-f",
      "rawvideo",
      "-pix_fmt",
      "gray",
      "-",
    ],
    { encoding: "buffer", maxBuffer: 2 ** 30 },
  );
  const size = width * height;
  return Array.from({ length: stdout.length / size }, (_, i) =>
    readMarks(stdout.subarray(i * size, (i + 1) * size), width, height),
  );
}

describe("a guest", () => {
  it("is on the air from the station's word until the last one leaves, with marks that can be read back", async () => {
    const id = await createShow();
    const file = `${box.stateDir}/push.flv`;
    const { url, done } = await receiver(file);
    const target = { stream_url: url, stream_key: "key", page_url: "https://station.example/" };
    expect(await call("PATCH", `/meetings/${id}/livestream/status`, { action: "start" })).toMatchObject({
      status: 400,
      body: { code: 4927 },
    });
    expect((await call("PATCH", `/meetings/${id}/livestream`, target)).status).toBe(204);
    expect((await call("GET", `/meetings/${id}/livestream`)).body).toEqual(target);

    expect((await drill(`/meetings/${id}/join`, { name: "Grace Hopper" })).status).toBe(201);
    expect(typeof objectOf(await told("meeting.started", id))["id"]).toBe("string");
    await told("meeting.participant_joined", id);
    expect((await call("PATCH", `/meetings/${id}/livestream/status`, { action: "start" })).status).toBe(204);
    const started = objectOf(await told("meeting.live_streaming_started", id));
    expect(started).toMatchObject({
      id: Number(id),
      live_streaming: { service: "Custom_Live_Streaming_Service" },
    });

    let meeting = await meetingNow(id);
    expect(meeting).toMatchObject({ state: "started", livestream: "on", participants: ["Grace Hopper"] });
    expect(meeting?.["ffmpegPid"]).toBeTypeOf("number");
    while (Number(meeting?.["pushedSeconds"] ?? 0) < 2) {
      await pause(100);
      meeting = await meetingNow(id);
    }
    expect((await drill(`/meetings/${id}/leave`, { name: "Grace Hopper" })).status).toBe(204);
    await told("meeting.live_streaming_stopped", id);
    await told("meeting.ended", id);
    await done;

    const asSent = await marksIn(file, "null", 640, 360);
    expect(asSent.length).toBeGreaterThan(30);
    expect(asSent.map((marks) => marks?.frame)).toEqual(asSent.map((_, i) => i));
    expect(new Set(asSent.map((marks) => marks?.room))).toEqual(new Set([meeting?.["mark"]]));
    const nowMs = Date.now();
    const clocks = asSent.map((marks) => unwrapClock(marks?.clockMs ?? 0, nowMs));
    expect(Math.min(...clocks)).toBeGreaterThan(nowMs - 30_000);
    expect(clocks).toEqual(clocks.toSorted((a, b) => a - b));
    // The same picture enlarged, as for a larger house format.
    const enlarged = await marksIn(file, "scale=1280:720", 1280, 720);
    expect(enlarged.map((marks) => marks?.frame)).toEqual(asSent.map((marks) => marks?.frame));
  });

  it("shows a clean picture when the guest who starts the meeting brings no marks", async () => {
    const id = await createShow();
    const file = `${box.stateDir}/clean.flv`;
    const { url, done } = await receiver(file);
    await call("PATCH", `/meetings/${id}/livestream`, {
      stream_url: url,
      stream_key: "key",
      page_url: "https://station.example/",
    });
    expect((await drill(`/meetings/${id}/join`, { name: "Grace Hopper", marks: false })).status).toBe(201);
    await call("PATCH", `/meetings/${id}/livestream/status`, { action: "start" });
    await told("meeting.live_streaming_started", id);
    while (Number((await meetingNow(id))?.["pushedSeconds"] ?? 0) < 1) await pause(100);
    await drill(`/meetings/${id}/leave`, { name: "Grace Hopper" });
    await done;
    const marks = await marksIn(file, "null", 640, 360);
    expect(marks.length).toBeGreaterThan(15);
    expect(new Set(marks)).toEqual(new Set([undefined]));
  });

  it("tries again when the station does not answer, and stops when told", async () => {
    const id = await createShow();
    const target = {
      stream_url: "rtmp://127.0.0.1:9/live/",
      stream_key: "key",
      page_url: "https://station.example/",
    };
    await call("PATCH", `/meetings/${id}/livestream`, target);
    await drill(`/meetings/${id}/join`, { name: "Ada" });
    await call("PATCH", `/meetings/${id}/livestream/status`, { action: "start" });
    const state = () => meetingNow(id);
    expect(await state()).toMatchObject({ livestream: "starting" });
    expect((await call("PATCH", `/meetings/${id}/livestream/status`, { action: "stop" })).status).toBe(204);
    expect(await state()).toMatchObject({ livestream: "off", state: "started" });
    expect((await call("DELETE", `/meetings/${id}`)).status).toBe(204);
    await told("meeting.ended", id);
  });
});
