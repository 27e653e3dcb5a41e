import { beforeEach, describe, expect, it } from "vitest";
import { stillWorld, zoomUnderTest } from "./zoom-under-test.ts";
import type { StillWorld, ZoomUnderTest } from "./zoom-under-test.ts";

const HOST = "/v2/users/host@station.test";
let world: StillWorld;
let zoom: ZoomUnderTest;
let token: string;
beforeEach(async () => {
  world = stillWorld();
  zoom = zoomUnderTest(world);
  token = await zoom.token();
});

type Json = Record<string, unknown>;
const call = async (method: string, path: string, body?: object): Promise<{ status: number; body: Json }> => {
  const answer = await zoom.call(method, path, token, body);
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : (JSON.parse(text) as Json) };
};
const make = async (settings: object): Promise<string> => {
  const made = await call("POST", `${HOST}/meetings`, { settings });
  expect(made.status).toBe(201);
  return String(made.body["id"]);
};
const settingsOf = async (id: string): Promise<unknown> =>
  (await call("GET", `/v2/meetings/${id}`)).body["settings"];
const meetings = async (): Promise<unknown> => (await call("GET", "/sandbox/meetings")).body["meetings"];

describe("alternative hosts", () => {
  it("takes licensed users of the account, and tells them in the meeting", async () => {
    const id = await make({ alternative_hosts: "ana@station.test;rui@station.test" });
    expect(await settingsOf(id)).toMatchObject({ alternative_hosts: "ana@station.test;rui@station.test" });
    expect((await call("PATCH", `/v2/meetings/${id}`, { settings: { alternative_hosts: "" } })).status).toBe(
      204,
    );
    expect(await settingsOf(id)).toMatchObject({ alternative_hosts: "" });
  });

  it.each([
    ["a stranger", "ana@elsewhere.test"],
    ["somebody without a licence", "basic@station.test"],
    ["the host", "host@station.test"],
    ["a list with commas", "ana@station.test,rui@station.test"],
  ])("refuses %s by name and changes nothing", async (_, bad) => {
    zoom.board.all.zoom.unlicensed = ["basic@station.test"];
    const refusal = {
      status: 400,
      body: {
        code: 1114,
        message: `Unable to assign "${bad}" as an alternative host because the user cannot be selected at this time.`,
      },
    };
    const settings = { alternative_hosts: `rui@station.test;${bad}`, mute_upon_entry: true };
    expect(await call("POST", `${HOST}/meetings`, { settings })).toEqual(refusal);
    expect(await meetings()).toEqual([]);
    const id = await make({});
    expect(await call("PATCH", `/v2/meetings/${id}`, { topic: "New", settings })).toEqual(refusal);
    expect(await settingsOf(id)).toMatchObject({ alternative_hosts: "", mute_upon_entry: false });
  });

  it("come in as hosts, and others only with the host's key", async () => {
    const id = await make({ alternative_hosts: "ana@station.test", meeting_authentication: false });
    const join = (name: string, signedInAs?: string) =>
      call("POST", `/sandbox/meetings/${id}/join`, {
        name,
        ...(signedInAs === undefined ? {} : { signedInAs }),
      });
    expect((await join("Rui", "rui@station.test")).status).toBe(409);
    expect((await join("Ana", "ana@station.test")).status).toBe(201);
    expect((await join("Rui")).status).toBe(201);
    expect(await meetings()).toMatchObject([{ hosts: ["Ana"], participants: ["Ana", "Rui"] }]);
    const { host_key: hostKey } = (await call("GET", HOST)).body;
    expect(hostKey).toMatch(/^\d{6}$/);
    const claim = (key: unknown) =>
      call("POST", `/sandbox/meetings/${id}/claim-host`, { name: "Rui", hostKey: key });
    expect((await claim("000000")).status).toBe(403);
    expect((await claim(hostKey)).status).toBe(204);
    expect(await meetings()).toMatchObject([{ hosts: ["Ana", "Rui"] }]);
  });
});

describe("the layout of a livestream", () => {
  it("changes in mid-show, and only then", async () => {
    const id = await make({});
    const target = { stream_url: "rtmp://station.test", stream_key: "key", page_url: "https://station.test" };
    await call("PATCH", `/v2/meetings/${id}/livestream`, target);
    const status = (action: string, settings?: object) =>
      call("PATCH", `/v2/meetings/${id}/livestream/status`, { action, settings });
    expect(await status("mode", { layout: "gallery_view" })).toMatchObject({ body: { code: 4927 } });
    await call("POST", `/sandbox/meetings/${id}/join`, { name: "Host", host: true });
    expect(await status("mode", { layout: "gallery_view" })).toMatchObject({ body: { code: 3000 } });
    const look = { layout: "speaker_view", close_caption: "embedded", active_speaker_name: false };
    expect((await status("start", look)).status).toBe(204);
    const change = { layout: "gallery_view", close_caption: "embedded", active_speaker_name: true };
    expect((await status("mode", change)).status).toBe(204);
    expect(await meetings()).toMatchObject([{ livestreamSettings: { ...look, layout: "gallery_view" } }]);
    expect(await status("mode", { layout: "mosaic" })).toMatchObject({ status: 400, body: { code: 300 } });
  });
});

describe("what the account imposes", () => {
  it("overrules the settings of its meetings without a word, and tells of its locks", async () => {
    zoom.board.all.zoom.locked = ["waiting_room", "meeting_authentication", "join_before_host"];
    zoom.board.all.zoom.switchedOff = ["cloud_recording"];
    const wish = {
      waiting_room: false,
      meeting_authentication: false,
      join_before_host: true,
      auto_recording: "cloud",
    };
    const locked = {
      waiting_room: true,
      meeting_authentication: true,
      join_before_host: false,
      auto_recording: "none",
    };
    const id = await make(wish);
    expect(await settingsOf(id)).toMatchObject(locked);
    expect((await call("PATCH", `/v2/meetings/${id}`, { settings: wish })).status).toBe(204);
    expect(await settingsOf(id)).toMatchObject(locked);
    expect((await call("GET", "/v2/accounts/me/lock_settings")).body).toMatchObject({
      schedule_meeting: { meeting_authentication: true, join_before_host: true },
      in_meeting: { waiting_room: true },
    });
    expect((await call("GET", `${HOST}/settings?option=meeting_security`)).body).toMatchObject({
      meeting_security: { waiting_room: true },
    });
  });

  it.each([
    ["is switched off", { switchedOff: ["allow_live_streaming"] }],
    ["has no custom service", { switchedOff: ["custom_live_streaming_service"] }],
    ["asks for a licence that the host lacks", { unlicensed: ["host@station.test"] }],
  ])("refuses a livestream that %s", async (_, faults) => {
    const id = await make({});
    expect((await call("POST", "/sandbox/faults", { zoom: faults })).status).toBe(200);
    const target = { stream_url: "rtmp://station.test", stream_key: "key", page_url: "https://station.test" };
    expect(await call("PATCH", `/v2/meetings/${id}/livestream`, target)).toMatchObject({
      body: { code: 3000 },
    });
    expect((await call("GET", `${HOST}/settings`)).body).toMatchObject({
      in_meeting: { custom_live_streaming_service: false },
    });
  });

  it("says who has a licence, and how many meetings a host may hold", async () => {
    expect((await call("GET", HOST)).body).toMatchObject({ type: 2, email: "host@station.test" });
    zoom.board.all.zoom.unlicensed = ["host@station.test"];
    zoom.board.all.zoom.meetingsPerHost = 2;
    expect((await call("GET", HOST)).body).toMatchObject({ type: 1 });
    expect((await call("GET", `${HOST}/settings`)).body).toMatchObject({
      feature: { concurrent_meeting: "Basic" },
    });
  });
});

describe("an access token", () => {
  it("ends when its time is over, in mid-run", async () => {
    zoom.board.all.zoom.tokenSeconds = 20;
    token = await zoom.token();
    world.passMs(19_999);
    expect((await call("GET", HOST)).status).toBe(200);
    world.passMs(1);
    expect(await call("GET", HOST)).toEqual({
      status: 401,
      body: { code: 124, message: "Access token is expired." },
    });
  });
});
