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

type Control = typeof import("../../src/index.ts");
type UnderTest = typeof import("../whole/schedule-under-test.ts");
let loaded: Promise<[Control, UnderTest]> | undefined;

/** Loads the Worker: it imports this module, so not before somebody asks. */
export async function load(): Promise<Control> {
  loaded ??= Promise.all([import("../../src/index.ts"), import("../whole/schedule-under-test.ts")]);
  const [control, { Schedule }] = await loaded;
  world.schedule.make = (ctx, given) =>
    new Schedule(
      ctx as ConstructorParameters<typeof Schedule>[0],
      given as ConstructorParameters<typeof Schedule>[1],
    );
  return control;
}

export const exports = {
  default: {
    fetch: async (request: Request): Promise<Response> => {
      const worker = await load();
      return worker.default.fetch(request, env as never, CONTEXT as never);
    },
  },
};

export function waitUntil(): void {
  // Nothing ends with a request here.
}
