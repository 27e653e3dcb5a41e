import { StorageInMemory } from "../../../../station/src/rehearse/storage-in-memory.ts";

type Schedule = { alarm(): Promise<void> };
type MakeSchedule = (ctx: object, env: object) => Schedule;

/** The schedule's object in this process: the same storage for one after another, as when a Worker is deployed. */
class ScheduleInNode {
  storage = new StorageInMemory();
  make: MakeSchedule | undefined;
  #current: Schedule | undefined;
  readonly #env: object;

  constructor(env: object) {
    this.#env = env;
  }

  get current(): Schedule {
    const ctx = {
      storage: this.storage,
      blockConcurrencyWhile: (act: () => Promise<unknown>) => act(),
      abort: () => (this.#current = undefined),
    };
    if (this.make === undefined) throw new Error("the Worker is not loaded");
    return (this.#current ??= this.make(ctx, this.#env));
  }

  /** What was kept is forgotten. */
  reset(): void {
    this.storage = new StorageInMemory();
    this.#current = undefined;
  }

  abort(): void {
    this.#current = undefined;
  }
}

/** A channel that takes every newer rundown, and whose playouts see no room. */
class ChannelInNode {
  #rundown: { version: number } | undefined;

  rundown(): Promise<object | undefined> {
    return Promise.resolve(this.#rundown);
  }

  setRundown(rundown: { version: number }): Promise<object> {
    if (rundown.version <= (this.#rundown?.version ?? 0))
      return Promise.resolve({ kind: "older", version: this.#rundown?.version });
    this.#rundown = rundown;
    return Promise.resolve({ kind: "stored" });
  }

  asRun(): Promise<object[]> {
    return Promise.resolve([]);
  }

  past(): Promise<object> {
    return Promise.resolve({});
  }

  controlState(): Promise<object> {
    return Promise.resolve({ takes: [], playouts: [] });
  }

  reset(): void {
    this.#rundown = undefined;
  }
}

/** Everything that a Worker of control is bound to, in this process. */
export class WorldInNode {
  readonly schedule: ScheduleInNode;
  readonly channel = new ChannelInNode();
  readonly kept = new Map<string, string>();
  readonly env: Record<string, unknown>;

  constructor(settings: Readonly<Record<string, string>>) {
    this.env = { ...settings };
    this.schedule = new ScheduleInNode(this.env);
    const stub = new Proxy(
      {},
      {
        get: (_target, name) => {
          const object = this.schedule.current;
          const member: unknown = Reflect.get(object, name);
          if (typeof member !== "function") return member;
          // Whatever is called over RPC answers later.
          return async (...given: unknown[]): Promise<unknown> => member.apply(object, given);
        },
      },
    );
    const { kept, channel } = this;
    Object.assign(this.env, {
      SCHEDULES: { getByName: () => stub },
      CHANNELS: { getByName: () => channel },
      STATION: {
        get: (key: string) => Promise.resolve(kept.get(key) ?? null),
        put: (key: string, value: string) => Promise.resolve(kept.set(key, value)),
        list: () => Promise.resolve({ keys: [...kept.keys()].map((name) => ({ name })) }),
      },
      MEDIA: {
        list: () => Promise.resolve({ objects: [], truncated: false, delimitedPrefixes: [] }),
        get: () => Promise.resolve(null),
        put: () => Promise.resolve(null),
        delete: () => Promise.resolve(),
      },
      PUBLIC_READS: { limit: () => Promise.resolve({ success: true }) },
      SIGN_INS: { limit: () => Promise.resolve({ success: true }) },
    });
  }

  reset(): void {
    this.schedule.reset();
    this.channel.reset();
    this.kept.clear();
  }
}
