import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type StillWorld, stillWorld, type ZoomUnderTest, zoomUnderTest } from "./zoom-under-test.ts";

/** A folder with Zoom's own OpenAPI documents of meetings and of their webhooks. */
const folder = process.env["ZOOM_API_DOCS"];

const API = "zoom-meeting-open-api-spec.json";
const EVENTS = "zoom-meeting-events-open-api-spec.json";
const JSON_BODY = ["content", "application/json", "schema"];
const EventBody = z.object({ event: z.string() });

/** What a value breaks of the schema at these steps into a document. */
function breaks(document: string, steps: readonly string[], value: unknown): string[] {
  const text = readFileSync(join(folder ?? "", document), "utf8").replaceAll(
    // The events' document refers to places that it calls otherwise.
    document === EVENTS ? '"#/paths/' : '"#/nowhere/',
    '"#/webhooks/',
  );
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(JSON.parse(text) as object, "zoom");
  const path = steps
    .map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1")))
    .join("/");
  const validate = ajv.compile({ $ref: `zoom#/${path}` });
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const ofAnswer = (path: string, method: string, status: number, value: unknown): string[] =>
  breaks(API, ["paths", path, method, "responses", String(status), ...JSON_BODY], value);
const ofEvent = (body: unknown): string[] =>
  breaks(EVENTS, ["webhooks", EventBody.parse(body).event, "post", "requestBody", ...JSON_BODY], body);

describe.skipIf(folder === undefined)(
  "what the stand-in says, by Zoom's own documents (ZOOM_API_DOCS names their folder)",
  () => {
    let world: StillWorld;
    let zoom: ZoomUnderTest;
    let token: string;
    let id: string;
    const call = async (method: string, path: string, body?: object): Promise<unknown> => {
      const text = await (await zoom.call(method, path, token, body)).text();
      return text === "" ? undefined : JSON.parse(text);
    };
    beforeEach(async () => {
      world = stillWorld();
      zoom = zoomUnderTest(world);
      token = await zoom.token();
      const body = {
        topic: "Show",
        start_time: "2030-01-02T00:00:00Z",
        settings: { auto_recording: "cloud" },
      };
      const made = await call("POST", "/v2/users/host@station.test/meetings", body);
      expect(ofAnswer("/users/{userId}/meetings", "post", 201, made)).toEqual([]);
      id = String(z.object({ id: z.number() }).parse(made).id);
    });

    it("holds for meetings, lists, invitations and livestreams", async () => {
      expect(ofAnswer("/meetings/{meetingId}", "get", 200, await call("GET", `/v2/meetings/${id}`))).toEqual(
        [],
      );
      const list = await call("GET", "/v2/users/host@station.test/meetings");
      expect(ofAnswer("/users/{userId}/meetings", "get", 200, list)).toEqual([]);
      const invitation = await call("GET", `/v2/meetings/${id}/invitation`);
      expect(ofAnswer("/meetings/{meetingId}/invitation", "get", 200, invitation)).toEqual([]);
      const target = {
        stream_url: "rtmp://station.test",
        stream_key: "key",
        page_url: "https://station.test",
      };
      await call("PATCH", `/v2/meetings/${id}/livestream`, target);
      const livestream = await call("GET", `/v2/meetings/${id}/livestream`);
      expect(ofAnswer("/meetings/{meetingId}/livestream", "get", 200, livestream)).toEqual([]);
    });

    it("holds for recordings", async () => {
      await call("POST", `/sandbox/meetings/${id}/join`, { name: "Ana", host: true });
      await call("PUT", `/v2/meetings/${id}/status`, { action: "end" });
      await expect.poll(() => world.told.at(-1)?.body).toContain("recording.completed");
      const recordings = await call(
        "GET",
        `/v2/meetings/${id}/recordings?include_fields=download_access_token`,
      );
      expect(ofAnswer("/meetings/{meetingId}/recordings", "get", 200, recordings)).toEqual([]);
    });

    it("holds for webhooks, but for a time that Zoom's schema and examples call differently", async () => {
      await call("POST", `/sandbox/meetings/${id}/join`, { name: "Early" });
      await call("PATCH", `/v2/meetings/${id}`, {
        topic: "Late show",
        settings: { meeting_authentication: false },
      });
      await call("POST", `/sandbox/meetings/${id}/join`, { name: "Ana", host: true });
      await call("POST", `/sandbox/meetings/${id}/join`, { name: "Rui" });
      await call("POST", `/sandbox/meetings/${id}/leave`, { name: "Rui" });
      await call("PUT", `/v2/meetings/${id}/status`, { action: "end" });
      await expect.poll(() => world.told.at(-1)?.body).toContain("recording.completed");
      await call("DELETE", `/v2/meetings/${id}`);
      const bodies = world.told.map(({ body }): unknown => JSON.parse(body));
      const broken = bodies.flatMap((body) =>
        ofEvent(body).map((what) => `${EventBody.parse(body).event}: ${what}`),
      );
      expect(broken.filter((what) => !/join_time|leave_time|date_time/.test(what))).toEqual([]);
      expect(bodies.map((body) => EventBody.parse(body).event)).toContain("recording.completed");
    });
  },
);
