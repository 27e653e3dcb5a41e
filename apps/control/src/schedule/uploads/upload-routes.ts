import { OpenAPIHono, z } from "@hono/zod-openapi";
import { routes } from "@nonstop/contract/routes";
import { secondOf } from "@nonstop/contract/time";
import { present } from "@nonstop/contract/present";
import {
  MAX_UPLOAD_BYTES,
  MAX_UPLOAD_REQUEST_BYTES,
  UploadsAnswer,
  UploadWish,
} from "@nonstop/contract/uploads";
import { clock } from "@nonstop/door/clock";
import { producersOnly } from "@nonstop/door/producer-auth";
import { refusal } from "@nonstop/door/refusal";
import type { Context } from "hono";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED, refusedAs } from "../../openapi/answers.ts";
import { addRefusal } from "../imports/add-refusal.ts";
import { scheduleOf } from "../schedule-of.ts";
import { takeBytes } from "./take-bytes.ts";
import { filmKey, forgetUpload, listUploads, readUpload, type Upload, writeUpload } from "./upload-store.ts";

const TUS = { "tus-resumable": "1.0.0", "cache-control": "no-store" } as const;
const common = { tags: ["library"], security: FOR_PRODUCERS };
const refused = {
  400: REFUSED.malformed,
  401: REFUSED.notProducer,
  403: REFUSED.foreignOrigin,
  429: REFUSED.tooMany,
};
const OneUpload = { params: z.object({ upload: z.uuid() }) };

/**
 * Films that producers upload, by the tus protocol (1.0.0, creation and termination): it goes on where it was when the line broke. A film
 * that is whole becomes an import.
 */
export function uploadRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  describeDoors(app);
  app.options(`${routes.uploads}/*`, tusOptions);
  app.options(routes.uploads, tusOptions);
  app.use(routes.uploads, producersOnly);
  app.use(`${routes.uploads}/*`, producersOnly);
  app.get(routes.uploads, async (c) => c.json({ uploads: await listUploads(c.env.MEDIA) }));
  app.post(routes.uploads, (c) => begin(c));
  app.get(routes.upload.pattern, (c) => head(c));
  app.patch(routes.upload.pattern, (c) => goOn(c));
  app.delete(routes.upload.pattern, async (c) => {
    const read = await readUpload(c.env.MEDIA, c.req.param("upload"));
    if (read === undefined) return noSuchUpload();
    const multipart = c.env.MEDIA.resumeMultipartUpload(filmKey(read.state.upload), read.state.multipart);
    await multipart.abort().catch(() => undefined);
    await forgetUpload(c.env.MEDIA, read.state.upload);
    return new Response(null, { status: 204, headers: TUS });
  });
  return app;
}

function tusOptions(): Response {
  const headers = { ...TUS, "tus-version": "1.0.0", "tus-extension": "creation,termination" };
  return new Response(null, {
    status: 204,
    headers: { ...headers, "tus-max-size": String(MAX_UPLOAD_BYTES) },
  });
}

async function begin(c: Context<Bound>): Promise<Response> {
  const bytes = Number(c.req.header("upload-length") ?? Number.NaN);
  if (!Number.isSafeInteger(bytes) || bytes < 1)
    return refusal(400, "empty", "upload-length: a file has at least one byte", { field: "upload-length" });
  if (bytes > MAX_UPLOAD_BYTES)
    return refusal(413, "too-large", `A film is at most ${MAX_UPLOAD_BYTES / 1e9} GB.`, {
      field: "upload-length",
      cure: "Export it at a lower bit rate.",
    });
  const wish = UploadWish.safeParse(metadataOf(c.req.header("upload-metadata") ?? ""));
  if (!wish.success) {
    const issue = wish.error.issues[0];
    const field = issue?.path.map(String).join(".") || "upload-metadata";
    const isFilm = field !== "filename";
    return refusal(
      isFilm ? 400 : 415,
      isFilm ? "malformed" : "not-media",
      `${field}: ${issue?.message ?? "is missing"}`,
      {
        field,
      },
    );
  }
  const { asset, replace } = wish.data;
  if (asset !== undefined && replace === "false" && (await scheduleOf(c.env).piece(asset)) !== undefined)
    return refusal(409, "asset-exists", `The library has a piece called ${asset} already.`, {
      field: "asset",
      cure: "Choose another name, or replace that piece.",
    });
  const upload = crypto.randomUUID();
  const multipart = await c.env.MEDIA.createMultipartUpload(filmKey(upload));
  const { filename, title } = wish.data;
  const state: Upload = {
    upload,
    filename,
    title,
    ...present({ asset }),
    bytes,
    arrived: 0,
    startedAt: secondOf(clock.nowMs()),
    wish: wish.data,
    multipart: multipart.uploadId,
    parts: [],
    tail: 0,
  };
  await writeUpload(c.env.MEDIA, state, undefined);
  return new Response(null, { status: 201, headers: { ...TUS, location: routes.upload(upload) } });
}

async function head(c: Context<Bound>): Promise<Response> {
  const read = await readUpload(c.env.MEDIA, c.req.param("upload") ?? "");
  return read === undefined ? noSuchUpload() : new Response(null, { headers: offsetOf(read.state) });
}

async function goOn(c: Context<Bound>): Promise<Response> {
  if (c.req.header("content-type") !== "application/offset+octet-stream")
    return refusal(415, "malformed", "content-type: must be application/offset+octet-stream", {
      field: "content-type",
    });
  const read = await readUpload(c.env.MEDIA, c.req.param("upload") ?? "");
  if (read === undefined) return noSuchUpload();
  if (Number(c.req.header("upload-offset")) !== read.state.arrived) return elsewhere(read.state.arrived);
  if (Number(c.req.header("content-length") ?? 0) > MAX_UPLOAD_REQUEST_BYTES)
    return refusal(413, "too-large", `A request carries at most ${MAX_UPLOAD_REQUEST_BYTES} bytes.`, {
      field: "body",
      cure: "Send it in smaller chunks.",
    });
  const body: ReadableStream<Uint8Array> | null = c.req.raw.body;
  if (body === null) return new Response(null, { status: 204, headers: offsetOf(read.state) });
  const taken = await takeBytes(c.env.MEDIA, read, body);
  if (taken.kind === "overtaken") return elsewhere(read.state.arrived);
  if (taken.kind === "too-much")
    return refusal(400, "too-large", "More bytes came than the upload has.", { field: "body" });
  if (taken.state.arrived === taken.state.bytes) await whole(c, taken.state);
  return new Response(null, { status: 204, headers: offsetOf(taken.state) });
}

// The film is in R2: ingest fetches it from there. What the library would not take stays in the list, with its reason.
async function whole(c: Context<Bound>, state: Upload): Promise<void> {
  const { title, asset, replace, filler } = state.wish;
  const answer = await scheduleOf(c.env).addImport({
    object: filmKey(state.upload),
    title,
    ...present({ asset }),
    replace: replace === "true",
    filler: filler === "true",
  });
  if (answer.kind === "added") return forgetUpload(c.env.MEDIA, state.upload);
  const read = await readUpload(c.env.MEDIA, state.upload);
  const problem = addRefusal(answer).body.error.message;
  await writeUpload(c.env.MEDIA, { ...state, problem }, read?.mark);
}

function offsetOf({ arrived, bytes }: Upload): Record<string, string> {
  return { ...TUS, "upload-offset": String(arrived), "upload-length": String(bytes) };
}

function elsewhere(arrived: number): Response {
  return refusal(409, "repeated", `The upload is at ${arrived}.`, {
    field: "upload-offset",
    cure: "Ask with HEAD where it is, and go on from there.",
  });
}

function noSuchUpload(): Response {
  return refusal(404, "no-such-file", "There is no such upload, or it is done.", { field: "upload" });
}

/** `filename ZmlsbS5tcDQ=,title ...`, as tus writes it. */
function metadataOf(header: string): Record<string, string> {
  const pairs = header.split(",").map((pair) => pair.trim().split(" "));
  return Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, textOf(value)]));
}

function textOf(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  } catch {
    return "";
  }
}

function describeDoors(app: OpenAPIHono<Bound>): void {
  const registry = app.openAPIRegistry;
  const done = { description: "As tus answers." };
  registry.registerPath({
    ...common,
    method: "get",
    path: routes.uploads,
    operationId: "listUploads",
    summary: "What is being uploaded, and how far it is",
    responses: { 200: json(UploadsAnswer, "The newest first."), ...refused },
  });
  registry.registerPath({
    ...common,
    method: "post",
    path: routes.uploads,
    operationId: "beginUpload",
    summary: "Begin to upload a film, by the tus protocol 1.0.0",
    responses: {
      201: done,
      409: refusedAs("The library has a piece of that name."),
      413: refusedAs("Too large."),
      415: refusedAs("No film."),
      ...refused,
    },
  });
  for (const [method, operationId, summary] of [
    ["get", "readUpload", "How far an upload is"],
    ["patch", "continueUpload", "Go on with an upload from where it is"],
    ["delete", "cancelUpload", "Give an upload up"],
  ] as const)
    registry.registerPath({
      ...common,
      method,
      path: routes.upload.template,
      operationId,
      summary,
      request: OneUpload,
      responses: {
        [method === "get" ? 200 : 204]: done,
        404: REFUSED.unknown,
        "4XX": REFUSED.any,
        ...refused,
      },
    });
}
