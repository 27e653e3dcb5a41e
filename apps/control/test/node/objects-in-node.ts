import { AiringChannel } from "./airing-channel.ts";
import { BucketInMemory } from "./bucket-in-memory.ts";
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

/** Everything that a Worker of control is bound to, in this process. */
export class WorldInNode {
  readonly schedule: ScheduleInNode;
  readonly channel = new AiringChannel();
  readonly media = new BucketInMemory();
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
      MEDIA: this.media,
      PUBLIC_READS: { limit: () => Promise.resolve({ success: true }) },
      SIGN_INS: { limit: () => Promise.resolve({ success: true }) },
    });
  }

  reset(): void {
    this.schedule.reset();
    this.channel.reset();
    this.media.reset();
    this.kept.clear();
  }
}
