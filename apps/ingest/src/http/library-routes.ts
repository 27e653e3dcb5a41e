import { createWriteStream } from "node:fs";
import { mkdir, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type ConformJob, filesOf, LibraryOrder, LibraryUpload } from "@nonstop/contract/conform";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { NewAssetId } from "@nonstop/contract/new-asset";
import { routes } from "@nonstop/contract/routes";
import { type Arrivals, SPARE_BYTES } from "../conform/arrivals.ts";
import type { ConformQueue } from "../conform/conform-queue.ts";
import type { EdgeClient } from "../edge/edge-client.ts";

/** How many files may wait to be conformed. */
const MAX_WAITING = 100;

/** Thrown through the pipeline when a body is larger than allowed. */
class TooLarge extends Error {}

/** How large an order may be: it is addresses and a title. */
const ORDER_BYTES = 500_000;

/** Recordings for the library: `PUT /library/{asset}` sends a file, `POST` says where one is; the rest tells of the jobs. */
export function libraryRoutes(o: {
  queue: ConformQueue;
  arrivals: Arrivals;
  edge: EdgeClient;
  folder: string;
  maxBytes: number;
  /** Whether orders may name http addresses. */
  loopback: boolean;
}): Hono {
  const app = new Hono();
  /** Assets whose file is arriving now. */
  const arriving = new Set<string>();

  /** Lets a piece in if its name is free. */
  const admitted = async (
    c: Context,
    { name, replace }: { name: string; replace: boolean },
    accept: () => Promise<Response>,
  ): Promise<Response> => {
    if (arriving.has(name) || o.queue.isBusyWith(name))
      return c.json(
        errorBody("asset-busy", `${name} is being conformed.`, {
          field: "asset",
          cure: "Wait, or choose another name.",
        }),
        409,
      );
    const waiting = o.queue.waiting() + arriving.size;
    if (waiting >= MAX_WAITING)
      return c.json(
        errorBody("queue-full", `${waiting} files wait to be conformed already.`, {
          cure: "Try again when some are done; see GET /conform.",
        }),
        503,
      );
    arriving.add(name);
    try {
      const found = await o.edge.findAsset(name);
      if (found === "there" && !replace)
        return c.json(
          errorBody("asset-exists", `${name} is in the library already.`, {
            field: "asset",
            cure: "Choose another name, or ask for it to be replaced.",
          }),
          409,
        );
      if (found === "unreachable")
        return c.json(
          errorBody("edge-unreachable", "The library cannot be reached now.", {
            cure: "Try again in a minute.",
          }),
          503,
        );
      return await accept();
    } finally {
      arriving.delete(name);
    }
  };

  app.put(routes.libraryPiece.pattern, async (c) => {
    const asset = NewAssetId.safeParse(c.req.param("asset"));
    if (!asset.success) return c.json(errorBodyOfZod("malformed", asset.error), 400);
    const query = LibraryUpload.safeParse(c.req.query());
    if (!query.success)
      return c.json(errorBodyOfZod("malformed", query.error, "Add ?title=... to the address."), 400);
    const tooLarge = errorBody("too-large", `A file is at most ${o.maxBytes} bytes.`, {
      field: "body",
      cure: "Export it at a lower bit rate, or send it in parts.",
    });
    if (Number(c.req.header("content-length") ?? 0) > o.maxBytes) return c.json(tooLarge, 413);
    const body = c.req.raw.body;
    if (body === null)
      return c.json(errorBody("empty", "body: the file itself is expected", { field: "body" }), 400);
    const name = asset.data;
    const replace = query.data.replace === "true";
    return admitted(c, { name, replace }, async () => {
      const path = join(o.folder, `${name}.upload`);
      await mkdir(o.folder, { recursive: true });
      const { bavail, bsize } = await statfs(o.folder);
      if (bavail * bsize < Number(c.req.header("content-length") ?? 0) + SPARE_BYTES)
        return c.json(diskFull, 507);
      const size = await store(body, path, o.maxBytes);
      if (size === "too-large") return c.json(tooLarge, 413);
      if (size === "disk-full") return c.json(diskFull, 507);
      if (size === "broken")
        return c.json(
          errorBody("upload-broken", "The file did not arrive whole.", {
            field: "body",
            cure: "Send it again.",
          }),
          400,
        );
      const { title, filler } = query.data;
      const job = o.queue.expect({ asset: name, title });
      const onDone = (): Promise<void> => rm(path, { force: true });
      const sent = { filler: filler === "true", replace, files: [{ path }], onDone };
      return c.json(o.queue.arrived(job.job, sent), 202);
    });
  });

  app.post(routes.libraryPiece.pattern, bodyLimit({ maxSize: ORDER_BYTES }), async (c) => {
    const asset = NewAssetId.safeParse(c.req.param("asset"));
    if (!asset.success) return c.json(errorBodyOfZod("malformed", asset.error), 400);
    const order = LibraryOrder.safeParse(await c.req.json().catch(() => undefined));
    if (!order.success)
      return c.json(errorBodyOfZod("malformed", order.error, "Send {source, url, title}."), 400);
    if (!o.loopback && filesOf(order.data).some(({ url }) => url?.startsWith("http:") === true))
      return c.json(errorBody("malformed", "url: must be an https address", { field: "url" }), 400);
    const known = o.arrivals.jobOf(order.data.source);
    if (known !== undefined) return c.json(known, 200);
    const admission = { name: asset.data, replace: order.data.replace };
    return admitted(c, admission, async () => c.json(o.arrivals.accept(asset.data, order.data), 202));
  });

  app.get(routes.conformJobs, (c) => c.json({ jobs: o.queue.all() }));
  const jobAnswer = (c: Context, job: ConformJob | undefined): Response => {
    if (job !== undefined) return c.json(job);
    return c.json(
      errorBody("unknown-job", "There is no such job.", { field: "job", cure: "See GET /conform." }),
      404,
    );
  };
  app.get(routes.conformJob.pattern, (c) => jobAnswer(c, o.queue.get(c.req.param("job"))));
  app.delete(routes.conformJob.pattern, async (c) =>
    jobAnswer(c, await o.arrivals.cancel(c.req.param("job"))),
  );
  return app;
}

const diskFull = errorBody("disk-full", "There is no room for this file here now.", {
  field: "body",
  cure: "Try again when the files before it are conformed.",
});

async function store(
  body: ReadableStream<Uint8Array>,
  path: string,
  maxBytes: number,
): Promise<number | "too-large" | "disk-full" | "broken"> {
  let size = 0;
  const count = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length;
      if (size > maxBytes) done(new TooLarge());
      else done(null, bytes);
    },
  });
  try {
    await pipeline(Readable.fromWeb(body), count, createWriteStream(path));
    return size;
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof TooLarge) return "too-large";
    return error instanceof Error && "code" in error && error.code === "ENOSPC" ? "disk-full" : "broken";
  }
}
