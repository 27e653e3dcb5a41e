import type { RoomNews } from "@nonstop/contract/room";
import { secondOf } from "@nonstop/contract/time";
import { Histogram } from "@nonstop/telemetry/histogram";
import { admissionProblem } from "../rtmp/admission.ts";
import type { ToldAdmissions } from "../rtmp/told-admissions.ts";
import type { PublishAnswer, PublishRequest } from "../rtmp/session-guard.ts";
import { checkStreamKey } from "../rtmp/stream-key-check.ts";
import { LiveRoom, type RoomParts } from "./live-room.ts";

export type RoomListener = (news: RoomNews) => void;

/** What the schedule says of who may publish. */
type RoomAdmissions = Pick<ToldAdmissions, "known" | "askSoon">;

const TICK_MS = 250;
/** How long a room is kept that nobody publishes to. */
const FORGET_MS = 600_000;
const READINESS_BOUNDS = [0.1, 0.2, 0.3, 0.5, 1, 1.5, 3];

/** All live rooms of this process: who may publish, what they offer, who listens. */
export class Rooms {
  readonly counts = { restart: 0, second: 0, broken: 0 };
  /** How long after its end a second was offered, in seconds. */
  readonly readiness = new Histogram(READINESS_BOUNDS);
  readonly #rooms = new Map<string, LiveRoom>();
  readonly #listeners = new Set<RoomListener>();
  readonly #o: RoomParts;
  readonly #keySecret: string;
  readonly #admissions: RoomAdmissions;
  readonly #timer: NodeJS.Timeout;

  constructor(
    o: Omit<RoomParts, "emit" | "count" | "ready"> & { keySecret: string; admissions: RoomAdmissions },
  ) {
    this.#keySecret = o.keySecret;
    this.#admissions = o.admissions;
    this.#o = {
      ...o,
      emit: (news) => {
        for (const listener of this.#listeners) listener(news);
      },
      count: (what) => this.counts[what]++,
      ready: (lateMs) => this.readiness.observe(lateMs / 1000),
    };
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Whether this connection may publish, and where its media goes. */
  authorise(request: PublishRequest): PublishAnswer {
    if (request.app !== "live")
      return {
        kind: "refused",
        reason: `app "${request.app.slice(0, 40)}" is not "live"`,
        isWrongKey: false,
      };
    const answer = checkStreamKey(request.key, this.#keySecret);
    if (answer.kind === "invalid") return { kind: "refused", reason: answer.reason, isWrongKey: true };
    const { claims } = answer;
    const { room: name, expiresAt } = claims;
    const problem = (second: number): string | undefined =>
      admissionProblem(claims, this.#admissions.known, second);
    const reason = problem(secondOf(this.#o.nowMs())) ?? this.#rooms.get(name)?.refusesKey(expiresAt);
    if (reason !== undefined) {
      // Ours, and not known to be good: it may be newer than what was told here.
      this.#admissions.askSoon();
      return { kind: "refused", reason, isWrongKey: false };
    }
    let room = this.#rooms.get(name);
    if (room === undefined) this.#rooms.set(name, (room = new LiveRoom(name, this.#o)));
    this.#o.log("publish", { room: name, ip: request.ip });
    return { kind: "accepted", room: name, sink: room.attach(request.close, { expiresAt, problem }) };
  }

  /** The room that a source is pulled into. */
  pulled(name: string): LiveRoom {
    let room = this.#rooms.get(name);
    if (room === undefined) {
      this.#rooms.set(name, (room = new LiveRoom(name, this.#o)));
      this.#o.emit({ kind: "room", status: room.status });
    }
    return room;
  }

  get(room: string): LiveRoom | undefined {
    return this.#rooms.get(room);
  }

  all(): LiveRoom[] {
    return [...this.#rooms.values()].sort((a, b) => a.room.localeCompare(b.room));
  }

  /** Calls the listener with all news from now on, until the returned function is called. */
  listen(listener: RoomListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const room of this.#rooms.values()) room.close();
  }

  #tick(): void {
    const now = this.#o.nowMs();
    for (const [name, room] of this.#rooms) {
      room.tick();
      if (!room.isIdleSince(now - FORGET_MS)) continue;
      this.#rooms.delete(name);
      this.#o.emit({ kind: "gone", room: name });
    }
  }
}
