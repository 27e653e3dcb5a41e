import { beforeEach, expect, it } from "vitest";
import { ChoreList, type Chore, type ChoreHost } from "./chore-list.ts";

const START_MS = 1_800_000_000_000;

/** What outlives a restart: due times by name, and the one alarm. */
class FakeStorage {
  readonly facts = new Map<string, number>();
  alarmMs: number | undefined;
}

let nowMs: number;
let storage: FakeStorage;
let logged: object[];
let done: string[];
beforeEach(() => {
  nowMs = START_MS;
  storage = new FakeStorage();
  logged = [];
  done = [];
});

const host: ChoreHost = {
  nowMs: () => nowMs,
  setAlarm: (atMs) => {
    storage.alarmMs = atMs;
    return Promise.resolve();
  },
  log: (event, details) => void logged.push({ event, ...details }),
};

/** A chore whose due time is kept; `work` does it. */
function chore(name: string, work: () => Promise<void> | void = () => undefined): Chore {
  return {
    name,
    dueMs: () => storage.facts.get(name),
    async run() {
      await work();
      done.push(name);
      storage.facts.delete(name);
    },
  };
}

/** Wakes the list as the alarm does, and waits until it is calm. */
async function wake(list: ChoreList): Promise<void> {
  await list.wake();
  await list.calm();
}

it("does what is due, and sets the alarm for what comes first", async () => {
  const list = new ChoreList([chore("now"), chore("soon"), chore("later"), chore("never")], host);
  storage.facts
    .set("now", nowMs)
    .set("later", nowMs + 9_000)
    .set("soon", nowMs + 4_000);
  await wake(list);
  expect(done).toEqual(["now"]);
  expect(storage.alarmMs).toBe(nowMs + 4_000);
  nowMs += 4_000;
  await wake(list);
  expect(done).toEqual(["now", "soon"]);
});

it("does at once what another chore has made due", async () => {
  const links = chore("links", () => void storage.facts.set("rundown", nowMs));
  const list = new ChoreList([chore("rundown"), links], host);
  storage.facts.set("links", nowMs);
  await wake(list);
  expect(done).toEqual(["links", "rundown"]);
});

it("a chore that fails is logged by its name and rests longer each time, and delays no other", async () => {
  const broken = chore("broken", () => {
    throw new TypeError("https://secret.test");
  });
  const list = new ChoreList([broken, chore("other")], host);
  storage.facts.set("broken", nowMs).set("other", nowMs);
  await wake(list);
  expect(done).toEqual(["other"]);
  expect(logged).toEqual([{ event: "chore-fault", chore: "broken", name: "TypeError", faults: 1 }]);
  expect(storage.alarmMs).toBe(nowMs + 1_000);
  nowMs += 1_000;
  storage.facts.set("other", nowMs);
  await wake(list);
  expect(done).toEqual(["other", "other"]);
  expect(storage.alarmMs).toBe(nowMs + 2_000);
});

it("a chore that cannot say when it is due delays no other", async () => {
  const broken: Chore = {
    ...chore("broken"),
    dueMs: () => {
      throw new Error("unreadable");
    },
  };
  const list = new ChoreList([broken, chore("other")], host);
  storage.facts.set("other", nowMs);
  await wake(list);
  expect(done).toEqual(["other"]);
});

it("a slow chore delays no other, and is never run beside itself", async () => {
  let finish = (): void => undefined;
  let begun = 0;
  const slow = chore("slow", () => {
    begun += 1;
    return new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  const list = new ChoreList([slow, chore("other")], host);
  storage.facts.set("slow", nowMs).set("other", nowMs + 1_000);
  await list.wake();
  nowMs += 1_000;
  await list.wake();
  while (done.length === 0) await Promise.resolve();
  expect({ done, begun }).toEqual({ done: ["other"], begun: 1 });
  // The alarm watches it: should the object be restarted now, it is woken again.
  expect(storage.alarmMs).toBe(nowMs + 30_000);
  finish();
  await list.calm();
  expect(done).toEqual(["other", "slow"]);
});

it("what was due when the object was restarted is done by its successor", async () => {
  const lost = new ChoreList([chore("rundown", () => new Promise<void>(() => undefined))], host);
  storage.facts.set("rundown", nowMs);
  await lost.wake();
  const successor = new ChoreList([chore("rundown")], host);
  await successor.setAlarm();
  expect(storage.alarmMs).toBe(nowMs);
  await wake(successor);
  expect(done).toEqual(["rundown"]);
});
