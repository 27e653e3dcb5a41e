import { routes } from "@nonstop/contract/routes";
import type { RoomEcho, RoomReadings } from "@nonstop/contract/room";
import { type ConformJob, isOver, LibraryOrder } from "@nonstop/contract/conform";

/** As much of ingest as the schedule uses, in memory: it takes orders, and does what a test tells it. */
export class FakeIngest {
  readonly jobs = new Map<string, ConformJob>();
  readonly orders: (LibraryOrder & { asset: string })[] = [];
  /** Names that stand in the library already. */
  readonly taken = new Set<string>();
  /** The answer to the next order is lost after it was taken. */
  loseNextAnswer = false;
  isDown = false;
  /** How often the readings of rooms were asked for. */
  readingsAsked = 0;
  /** What is measured of rooms, and of their echo, by room. */
  readonly rooms = new Map<string, RoomReadings>();
  readonly echoes = new Map<string, RoomEcho>();

  async answer(request: Request): Promise<Response> {
    if (this.isDown) throw new TypeError("connection refused");
    const { pathname } = new URL(request.url);
    const [, room = "", file = ""] = /^\/rooms\/([a-z0-9-]+)\/(.+)$/.exec(pathname) ?? [];
    const read = file === "echo" ? this.echoes.get(room) : this.rooms.get(room);
    if (room !== "") {
      if (file === "readings") this.readingsAsked += 1;
      if (read === undefined)
        return Response.json({ error: { code: "unknown-room", message: "none" } }, { status: 404 });
      return file === "readings" || file === "echo" ? Response.json(read) : new Response(`${room}/${file}`);
    }
    if (pathname === routes.conformJobs) return Response.json({ jobs: [...this.jobs.values()] });
    const [, kind, name = ""] = /^\/(library|conform)\/([\w-]+)$/.exec(pathname) ?? [];
    if (request.headers.get("authorization") !== "Bearer preview-token")
      return new Response(null, { status: 401 });
    if (kind === "conform") {
      const job = this.jobs.get(name);
      if (job !== undefined && request.method === "DELETE" && !isOver(job))
        Object.assign(job, { state: "failed", problem: "it was given up", mayPass: false });
      return job === undefined ? new Response("{}", { status: 404 }) : Response.json(job);
    }
    const order = LibraryOrder.parse(await request.json());
    const same = this.orders.findLast((earlier) => earlier.source === order.source);
    const running = [...this.jobs.values()].find(
      (job) => job.asset === same?.asset && job.state !== "failed",
    );
    if (running !== undefined) return Response.json(running);
    if (this.taken.has(name) && !order.replace)
      return Response.json({ error: { code: "asset-exists", message: "there" } }, { status: 409 });
    this.orders.push({ ...order, asset: name });
    const job: ConformJob = {
      job: crypto.randomUUID(),
      asset: name,
      title: order.title,
      source: order.source,
      state: "arriving",
      progress: 0,
    };
    this.jobs.set(job.job, job);
    if (!this.loseNextAnswer) return Response.json(job, { status: 202 });
    this.loseNextAnswer = false;
    return new Response("gateway", { status: 502 });
  }

  /** Changes the job of the newest order. */
  newest(change: Partial<ConformJob>): void {
    const last = [...this.jobs.values()].at(-1);
    if (last === undefined) throw new Error("there is no job");
    this.jobs.set(last.job, { ...last, ...change });
  }
}
