import { z } from "zod";
import type { Env } from "../../src/env.ts";
import type control from "../../src/index.ts";
import { TEST_SETTINGS } from "../whole/test-settings.ts";
import { WorldInNode } from "./objects-in-node.ts";

/** `cloudflare:workers` for tests that run the schedule in plain Node. */

/** What `test/whole/wrangler.toml` says in workerd. */
const VARS = {
  CHANNEL: "main",
  REGION: "",
  STATION_TIMEZONE: "Europe/Berlin",
  RTMP_URL: "rtmp://127.0.0.1:1935/live",
  CONTENTFUL_SPACE: "nonstop",
  CONTENTFUL_ENVIRONMENT: "master",
  CONTENTFUL_INSECURE: "true",
};

export const world = new WorldInNode({ ...VARS, ...TEST_SETTINGS });
export const { env } = world;

export class DurableObject {
  protected readonly ctx: unknown;
  protected readonly env: unknown;

  constructor(ctx: unknown, given: unknown) {
    this.ctx = ctx;
    this.env = given;
  }
}

const CONTEXT = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };

let loaded: Promise<typeof control> | undefined;

async function loading(): Promise<typeof control> {
  const { Schedule } = await import("../whole/schedule-under-test.ts");
  const State = z.custom<DurableObjectState>();
  const Bindings = z.custom<Env>();
  world.schedule.make = (ctx, given) => new Schedule(State.parse(ctx), Bindings.parse(given));
  return (await import("../../src/index.ts")).default;
}

/** Loads the Worker: it imports this module, so not before somebody asks. */
export function load(): Promise<typeof control> {
  return (loaded ??= loading());
}

export const exports = {
  default: {
    fetch: async (request: Request): Promise<Response> =>
      (await load()).fetch(request, z.custom<Env>().parse(env), z.custom<ExecutionContext>().parse(CONTEXT)),
  },
};

export function waitUntil(): void {
  // Nothing ends with a request here.
}
