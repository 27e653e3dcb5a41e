import * as fc from "fast-check";

/** What people and vendors do to a station, one thing after another. Entries are numbered. */
export type Act =
  | { do: "publish"; entry: number; startHour: number; studio: boolean; from: "meeting" | "source" }
  | { do: "withdraw"; entry: number; how: "unpublish" | "archive" | "delete" }
  | { do: "duplicate"; entry: number }
  /** The webhooks of what is done next are lost, or come out of order and twice. */
  | { do: "webhooks"; what: "lost" | "mixed" }
  | { do: "fault"; of: "contentful" | "zoom" | "stream"; calls: Fault[] }
  | { do: "meet"; entry: number }
  | { do: "pass"; seconds: number }
  | { do: "restart" };

type Fault =
  | { kind: "works" }
  | { kind: "lost" }
  | { kind: "gateway" }
  | { kind: "server-error" }
  | { kind: "rate-limit"; retryAfter: string };

export type History = { liveSource: "ingest" | "cloudflare-stream"; acts: Act[] };

const entry = fc.nat(2);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom<Fault>({ kind: "works" }, { kind: "lost" }, { kind: "gateway" }, { kind: "server-error" }),
  fc.constant<Fault>({ kind: "rate-limit", retryAfter: "20" }),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("publish" as const),
      entry,
      // Far enough to be still to come when all is over.
      startHour: fc.integer({ min: 44, max: 60 }),
      studio: fc.boolean(),
      from: fc.oneof(
        { weight: 4, arbitrary: fc.constant("meeting" as const) },
        fc.constant("source" as const),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("withdraw" as const),
      entry,
      how: fc.constantFrom("unpublish" as const, "archive" as const, "delete" as const),
    }),
  },
  fc.record({ do: fc.constant("duplicate" as const), entry }),
  fc.record({
    do: fc.constant("webhooks" as const),
    what: fc.constantFrom("lost" as const, "mixed" as const),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("fault" as const),
      of: fc.constantFrom("contentful" as const, "zoom" as const, "stream" as const),
      calls: fc.array(fault, { minLength: 1, maxLength: 4 }),
    }),
  },
  fc.record({ do: fc.constant("meet" as const), entry }),
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("pass" as const), seconds: fc.integer({ min: 1, max: 900 }) }),
  },
  fc.record({ do: fc.constant("restart" as const) }),
);

/** Histories of a station, of a few acts up to two dozen. */
export const histories: fc.Arbitrary<History> = fc.record({
  liveSource: fc.constantFrom("ingest" as const, "cloudflare-stream" as const),
  acts: fc.array(act, { minLength: 3, maxLength: 24 }),
});
