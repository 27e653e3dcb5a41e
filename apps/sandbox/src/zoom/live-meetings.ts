import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kept, World } from "../server/world.ts";
import { DEFAULT_ENCODING } from "../guests/guest-ffmpeg.ts";
import type { GuestEncoding } from "../guests/guest-ffmpeg.ts";
import type { GuestPush } from "../guests/guest-push.ts";
import type { LivestreamSettings } from "./meeting-body.ts";
import { markOfMeeting, newUuid } from "./meeting.ts";
import type { Meeting } from "./meeting.ts";
import type { Participant, zoomEvents } from "./zoom-events.ts";
import type { ZoomWebhooks } from "./zoom-webhooks.ts";

/** `starting`: asked for, but no media flows yet. `on`: media flows. `reconnecting`: the push broke and is retried. */
export type LivestreamState = "off" | "starting" | "on" | "reconnecting";

export type Live = {
  startedAtMs: number;
  participants: Participant[];
  livestream: LivestreamState;
  /** As it was last started or changed, with Zoom's defaults for what was left out. */
  livestreamSettings: LivestreamSettings | undefined;
  push: GuestPush | undefined;
  /** A second publisher on the same key, for the rival drill. */
  rival: GuestPush | undefined;
  encoding: GuestEncoding;
  /** Grows with each start and stop, so that a push of an earlier start knows that it is over. */
  run: number;
};

/** Zoom retries a broken push for a while and then gives up. */
const RECONNECT_TRIES = 15;
const RECONNECT_PAUSE_MS = 2000;

type Needs = {
  meetings: Kept<Record<string, Meeting>>;
  events: ReturnType<typeof zoomEvents>;
  webhooks: ZoomWebhooks;
  world: World;
  guestSize: { width: number; height: number };
  meetingsPerHost: () => number;
  /** Hears of each meeting that is over. */
  ended: (meeting: Meeting, startedAtMs: number, endedAtMs: number) => void;
};

/** Why somebody is not let in. */
export type NotLetIn = "waiting-for-host" | "host-elsewhere" | "sign-in-needed";

/** What the stand-in's people read then, as code and sentence. */
export const NOT_LET_IN: Readonly<Record<NotLetIn, string>> = {
  "waiting-for-host": "Waiting for the host to start the meeting.",
  "host-elsewhere": "The host has another meeting in progress.",
  "sign-in-needed": "This meeting is for authorised attendees only: sign in to join.",
};

/** The meetings in progress: who is in them and what they push. */
export class LiveMeetings {
  #live = new Map<string, Live>();
  #n: Needs;

  constructor(needs: Needs) {
    this.#n = needs;
  }

  get(id: string): Live | undefined {
    return this.#live.get(id);
  }

  status(id: string): "waiting" | "started" {
    return this.#live.has(id) ? "started" : "waiting";
  }

  /**
   * Lets somebody in. The first one starts the meeting and decides whether its picture carries marks. Without
   * join-before-host only the host can start it, and nobody can while the host holds as many others as the plan allows.
   */
  join(
    meeting: Meeting,
    name: string,
    { isHost, marks }: { isHost: boolean; marks: boolean },
  ): Participant | NotLetIn {
    const { webhooks, events, meetings } = this.#n;
    const nowMs = this.#n.world.nowMs();
    // The guests of this stand-in have no account to sign in with.
    if (!isHost && meeting.settings["meeting_authentication"] === true) return "sign-in-needed";
    let live = this.#live.get(meeting.id);
    if (live === undefined) {
      const early =
        meeting.settings["join_before_host"] === true && meeting.settings["waiting_room"] !== true;
      if (!isHost && !early) {
        webhooks.send(events.waitingForHost(meeting, name), nowMs);
        return "waiting-for-host";
      }
      if (this.#heldBy(meeting.hostId) >= this.#n.meetingsPerHost()) return "host-elsewhere";
      meeting.uuid = newUuid();
      meetings.changed();
      const encoding = { ...DEFAULT_ENCODING, ...this.#n.guestSize, marks };
      live = {
        startedAtMs: nowMs,
        participants: [],
        livestream: "off",
        livestreamSettings: undefined,
        push: undefined,
        rival: undefined,
        encoding,
        run: 0,
      };
      this.#live.set(meeting.id, live);
      webhooks.send(events.started(meeting, nowMs), nowMs);
    }
    const participant = {
      userId: String(randomInt(16_000_000, 99_999_999)),
      uuid: randomUUID().toUpperCase(),
      name,
      joinedAtMs: nowMs,
      isHost,
    };
    live.participants.push(participant);
    live.push?.rename(namesOf(live));
    webhooks.send(events.joined(meeting, participant), nowMs);
    return participant;
  }

  /** Makes somebody who is in the meeting its host. False when nobody has that name. */
  makeHost(meeting: Meeting, name: string): boolean {
    const participant = this.#live.get(meeting.id)?.participants.find((p) => p.name === name);
    if (participant === undefined) return false;
    participant.isHost = true;
    return true;
  }

  /** Removes somebody. The meeting ends with the last one. False when nobody has that name or id. */
  leave(meeting: Meeting, who: { userId: string } | { name: string }): boolean {
    const live = this.#live.get(meeting.id);
    const participant = live?.participants.find((p) =>
      "userId" in who ? p.userId === who.userId : p.name === who.name,
    );
    if (live === undefined || participant === undefined) return false;
    live.participants = live.participants.filter((p) => p !== participant);
    const nowMs = this.#n.world.nowMs();
    this.#n.webhooks.send(this.#n.events.left(meeting, participant, nowMs), nowMs);
    if (live.participants.length === 0) this.end(meeting);
    else live.push?.rename(namesOf(live));
    return true;
  }

  /** Ends the meeting for all. */
  end(meeting: Meeting): void {
    const live = this.#live.get(meeting.id);
    if (live === undefined) return;
    const nowMs = this.#n.world.nowMs();
    for (const p of live.participants) this.#n.webhooks.send(this.#n.events.left(meeting, p, nowMs), nowMs);
    this.stopLivestream(meeting);
    this.#live.delete(meeting.id);
    this.#n.webhooks.send(this.#n.events.ended(meeting, live.startedAtMs, nowMs), nowMs);
    this.#n.ended(meeting, live.startedAtMs, nowMs);
  }

  /** Starts to push to the meeting's livestream target. A second start changes nothing. */
  startLivestream(meeting: Meeting, settings: LivestreamSettings): void {
    const live = this.#live.get(meeting.id);
    if (live === undefined || live.livestream !== "off") return;
    live.livestream = "starting";
    live.livestreamSettings = settings;
    live.run++;
    void this.#pushUntilStopped(meeting, live);
  }

  stopLivestream(meeting: Meeting): void {
    const live = this.#live.get(meeting.id);
    if (live === undefined || live.livestream === "off") return;
    const wasAnnounced = live.livestream === "on" || live.livestream === "reconnecting";
    live.livestream = "off";
    live.run++;
    live.push?.end("politely");
    live.rival?.end("politely");
    if (wasAnnounced) this.#announce("stopped", meeting);
  }

  /** Restarts the push with a changed encoding. `how` says whether the old connection is closed politely or cut. */
  repush(live: Live, how: "politely" | "cut", change: Partial<GuestEncoding>): void {
    live.encoding = { ...live.encoding, ...change };
    live.push?.end(how);
  }

  /** Restores the first encoding. */
  heal(live: Live): void {
    this.repush(live, "politely", {
      ...DEFAULT_ENCODING,
      ...this.#n.guestSize,
      marks: live.encoding.marks,
    });
  }

  /** Adds a second publisher with the same key for some seconds. */
  addRival(meeting: Meeting, live: Live, seconds: number): void {
    if (live.rival !== undefined || meeting.livestream === undefined) return;
    const rival = this.#n.world.guests.start({
      ...this.#pushOptions(meeting, live),
      onPushing: () => undefined,
      onEnded: () => {
        live.rival = undefined;
      },
    });
    live.rival = rival;
    setTimeout(() => rival.end("cut"), seconds * 1000).unref();
  }

  close(): void {
    for (const live of this.#live.values()) {
      live.livestream = "off";
      live.run++;
      live.push?.end("cut");
      live.rival?.end("cut");
    }
    this.#live.clear();
  }

  #heldBy(hostId: string): number {
    const { meetings } = this.#n;
    return [...this.#live.keys()].filter((id) => meetings.value[id]?.hostId === hostId).length;
  }

  #announce(kind: "started" | "stopped", meeting: Meeting): void {
    if (meeting.livestream === undefined) return;
    const nowMs = this.#n.world.nowMs();
    this.#n.webhooks.send(this.#n.events.livestream(kind, meeting, meeting.livestream, nowMs), nowMs);
  }

  #pushOptions(meeting: Meeting, live: Live) {
    const target = meeting.livestream;
    return {
      meeting: meeting.id,
      mark: markOfMeeting(meeting.id),
      name: namesOf(live),
      topic: meeting.topic,
      target: `${target?.stream_url.replace(/\/+$/, "") ?? ""}/${target?.stream_key ?? ""}`,
      encoding: live.encoding,
    };
  }

  async #pushUntilStopped(meeting: Meeting, live: Live): Promise<void> {
    const run = live.run;
    const state = (): LivestreamState => (live.run === run ? live.livestream : "off");
    await this.#n.world.guests.prepare(this.#pushOptions(meeting, live));
    for (let failures = 0; failures < RECONNECT_TRIES && state() !== "off"; failures++) {
      await new Promise<void>((resolve) => {
        live.push = this.#n.world.guests.start({
          ...this.#pushOptions(meeting, live),
          onPushing: () => {
            failures = 0;
            if (state() === "starting") this.#announce("started", meeting);
            if (state() !== "off") live.livestream = "on";
          },
          onEnded: resolve,
        });
      });
      if (state() === "off") return;
      live.push = undefined;
      if (state() === "on") live.livestream = "reconnecting";
      await sleep(failures === 0 ? 250 : RECONNECT_PAUSE_MS, undefined, { ref: false });
    }
    if (state() === "off") return;
    if (state() !== "starting") this.#announce("stopped", meeting);
    live.livestream = "off";
  }
}

function namesOf(live: Live): string {
  const names = live.participants.map((p) => p.name);
  return names.length <= 2 ? names.join(" & ") : `${names.slice(0, 2).join(", ")} + ${names.length - 2}`;
}
