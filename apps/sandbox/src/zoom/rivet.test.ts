import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HttpReceiver, MeetingsS2SAuthClient } from "@zoom/rivet/meetings";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { listen, type Listening } from "../process/listen.ts";
import { worldOfProcess } from "../process/world-of-process.ts";
import { noFaults } from "../server/faults.ts";
import { keepInMemory } from "../server/world.ts";
import { openZoom, type Zoom } from "./zoom-room.ts";
import { zoomServer } from "./zoom-server.ts";

const HOST = "host@station.test";
const app = { accountId: "account", clientId: "client", clientSecret: "secret" };
const Token = z.object({ access_token: z.string(), expires_in: z.number(), scope: z.string() });

let stateDir: string;
let listening: Listening;
let receiver: Server;
let client: MeetingsS2SAuthClient;
let zoom: Zoom;
const board = { all: noFaults() };
const heard: { event: string; body: object }[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "nonstop-rivet-"));
  const world = { ...worldOfProcess({ stateDir, ffmpeg: "ffmpeg" }), keep: keepInMemory };
  let origin = "";
  listening = await listen("127.0.0.1", 0, (at) => {
    origin = at;
    return (request) => zoomServer(zoom, board).fetch(request);
  });
  const options = {
    ...app,
    receiver: new HttpReceiver({ port: 0, webhooksSecretToken: "zoom-secret", endpoints: "/hooks/zoom" }),
    // Rivet's own base address is fixed by its types, not by its code.
    baseUrl: `${origin}/v2`,
    tokenStore: {
      getLatestToken: async () => {
        const answer = await fetch(`${origin}/oauth/token`, {
          method: "POST",
          headers: { authorization: `Basic ${btoa("client:secret")}` },
          body: new URLSearchParams({ grant_type: "account_credentials", account_id: "account" }),
        });
        const { access_token: accessToken, expires_in: seconds, scope } = Token.parse(await answer.json());
        const expirationTimeIso = new Date(Date.now() + seconds * 1000).toISOString();
        return { accessToken, expirationTimeIso, scopes: scope.split(" ") };
      },
      storeToken: () => undefined,
    },
  };
  client = new MeetingsS2SAuthClient(options);
  for (const event of [
    "meeting.started",
    "meeting.ended",
    "meeting.participant_joined",
    "recording.completed",
  ] as const)
    client.webEventConsumer?.event(event, (body) => void heard.push({ event, body }));
  receiver = await client.start();
  const settings = {
    publicUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`,
    zoom: { ...app, hostUser: HOST, webhookSecret: "zoom-secret" },
    guestSize: { width: 320, height: 180 },
  };
  zoom = openZoom(settings, world, () => board.all.zoom, origin);
});
afterAll(async () => {
  zoom.live.close();
  zoom.webhooks.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await listening.close();
  rmSync(stateDir, { recursive: true, force: true });
});

describe("Zoom's own SDK", () => {
  it("is challenged, makes a recorded meeting, and hears of it and of its recording", async () => {
    expect(await zoom.webhooks.validate()).toBe(true);
    const { meetings } = client.endpoints;
    const made = await meetings.createMeeting({
      path: { userId: HOST },
      body: {
        topic: "Evening show",
        settings: { auto_recording: "cloud", alternative_hosts: "ana@station.test" },
      },
    });
    expect(made.statusCode).toBe(201);
    const id = Number(made.data?.id);
    expect(made.data?.settings).toMatchObject({
      auto_recording: "cloud",
      alternative_hosts: "ana@station.test",
    });

    const meeting = zoom.meetings.value[String(id)];
    if (meeting === undefined) throw new Error("no meeting");
    zoom.live.join(meeting, "Ana", { isHost: true, marks: false });
    zoom.live.end(meeting);
    await expect
      .poll(() => heard.map(({ event }) => event), { timeout: 20_000 })
      .toEqual(
        expect.arrayContaining([
          "meeting.started",
          "meeting.participant_joined",
          "meeting.ended",
          "recording.completed",
        ]),
      );

    const { data } = await client.endpoints.cloudRecording.getMeetingRecordings({
      path: { meetingId: String(id) },
      query: { include_fields: "download_access_token" },
    });
    expect(data?.recording_files?.map((file) => [file.file_type, file.recording_type, file.status])).toEqual([
      ["MP4", "active_speaker", "completed"],
      ["MP4", "gallery_view", "completed"],
    ]);
    const [file] = data?.recording_files ?? [];
    const url = file?.download_url ?? "";
    expect((await fetch(url)).status).toBe(401);
    const told = heard.find(({ event }) => event === "recording.completed")?.body;
    const token = z.object({ download_token: z.string() }).parse(told).download_token;
    for (const bearer of [token, data?.download_access_token]) {
      const film = await fetch(url, { headers: { authorization: `Bearer ${bearer}` } });
      const bytes = new Uint8Array(await film.arrayBuffer());
      expect(film.redirected).toBe(true);
      expect(bytes.byteLength).toBe(file?.file_size);
      expect(new TextDecoder().decode(bytes.subarray(4, 8))).toBe("ftyp");
    }
  });

  it("reads a refusal in Zoom's words", async () => {
    const refused = client.endpoints.meetings.createMeeting({
      path: { userId: HOST },
      body: { settings: { alternative_hosts: "stranger@elsewhere.test" } },
    });
    await expect(refused).rejects.toThrow(/400\/1114.*stranger@elsewhere.test/);
    await expect(
      client.endpoints.cloudRecording.getMeetingRecordings({ path: { meetingId: "1" } }),
    ).rejects.toThrow("404/3301");
  });

  it("hears nothing that is signed by another", async () => {
    board.all.zoom.webhooks = { ...board.all.zoom.webhooks, badSignature: true };
    expect(await zoom.webhooks.validate()).toBe(false);
    board.all.zoom.webhooks = { ...board.all.zoom.webhooks, badSignature: false };
  });
});
