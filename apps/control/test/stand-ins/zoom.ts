import type { FaultBoard } from "@nonstop/sandbox/fault-board";
import type { World } from "@nonstop/sandbox/world";
import { openZoom, type Zoom } from "@nonstop/sandbox/zoom-account";
import { meetingAnswer, type Meeting } from "@nonstop/sandbox/zoom-meeting";
import { zoomServer } from "@nonstop/sandbox/zoom-server";
import { env } from "cloudflare:workers";
import { RequestLog } from "./request-log.ts";

const ORIGIN = "http://zoom.test";

/** The sandbox's Zoom in this process, with the station's account. */
export class ZoomInProcess {
  readonly requests = new RequestLog();
  /** Runs once, before the next call is handled: something may happen while we ask. */
  beforeNextCall: (() => Promise<void>) | undefined;
  /** What is answered to who asks for a recording, by the path that was asked for, in place of what was recorded. */
  recordingAnswers: ((path: string) => object) | undefined;
  /** What a file of words holds. */
  words: string | undefined;
  readonly #account: Zoom;
  readonly #board: FaultBoard;
  readonly #server: ReturnType<typeof zoomServer>;

  constructor(world: World, board: FaultBoard) {
    const zoom = {
      accountId: env.ZOOM_ACCOUNT_ID,
      hostUser: env.ZOOM_HOST_USER,
      clientId: env.ZOOM_CLIENT_ID,
      clientSecret: env.ZOOM_CLIENT_SECRET,
      webhookSecret: env.ZOOM_WEBHOOK_SECRET,
    };
    // Tests call faster than any station.
    board.all.zoom.perSecond = 0;
    const settings = { publicUrl: env.PUBLIC_URL, guestSize: { width: 640, height: 360 }, zoom };
    this.#account = openZoom(settings, world, () => board.all.zoom, ORIGIN);
    this.#board = board;
    this.#server = zoomServer(this.#account, board);
  }

  get meetings(): Meeting[] {
    return Object.values(this.#account.meetings.value);
  }

  get only(): Meeting {
    const [meeting] = this.meetings;
    if (meeting === undefined || this.meetings.length !== 1)
      throw new Error(`there are ${this.meetings.length} meetings`);
    return meeting;
  }

  /** How many requests to start a livestream were accepted. */
  get livestreamStarts(): number {
    return this.requests.matching(/^PATCH .*\/livestream\/status$/, 204).length;
  }

  /** What becomes of the next calls, one by one. */
  failNext(...calls: FaultBoard["all"]["zoom"]["nextCalls"]): void {
    this.#board.all.zoom.nextCalls.push(...calls);
  }

  /** What goes wrong until it is changed. */
  get faults(): FaultBoard["all"]["zoom"] {
    return this.#board.all.zoom;
  }

  /** Whether webhooks get lost on their way. */
  set losesWebhooks(lost: boolean) {
    this.#board.all.zoom.webhooks.lost = lost;
  }

  /** The host enters, so that the meeting goes on. */
  enter(id = this.only.id): void {
    const meeting = this.#account.meetings.value[id];
    if (meeting === undefined) throw new Error(`there is no meeting ${id}`);
    this.#account.live.join(meeting, "Ada", { isHost: true, marks: false });
  }

  /** Everybody leaves, so that the meeting ends. */
  leave(id = this.only.id): void {
    const meeting = this.#account.meetings.value[id];
    if (meeting !== undefined) this.#account.live.end(meeting);
  }

  /** The livestream of a meeting stops although people are in it. */
  dropLivestream(id = this.only.id): void {
    const meeting = this.#account.meetings.value[id];
    if (meeting !== undefined) this.#account.live.stopLivestream(meeting);
  }

  /** Whether the livestream of a meeting is up. */
  isSending(id = this.only.id): boolean {
    return (this.#account.live.get(id)?.livestream ?? "off") !== "off";
  }

  /** What the livestream of a meeting looks like, once it was started. */
  livestreamSettings(id = this.only.id): unknown {
    return this.#account.live.get(id)?.livestreamSettings;
  }

  /** Deletes all meetings without telling anybody. */
  forgetMeetings(): void {
    for (const { id } of this.meetings) delete this.#account.meetings.value[id];
  }

  /** Makes all tokens given out so far invalid. */
  revokeTokens(): void {
    this.#account.tokens.generation += 1;
  }

  /** The links by which the host and the guests of a meeting enter. */
  addressesOf(meeting: Meeting): { start_url: string; join_url: string } {
    return meetingAnswer(meeting, "waiting", ORIGIN);
  }

  answer(request: Request): Promise<Response> {
    return this.requests.answered(request, async () => {
      const before = this.beforeNextCall;
      this.beforeNextCall = undefined;
      await before?.();
      const { pathname } = new URL(request.url);
      if (this.recordingAnswers !== undefined && pathname.endsWith("/recordings"))
        return Response.json(this.recordingAnswers(pathname));
      if (this.words !== undefined && pathname.startsWith("/rec/download/")) return new Response(this.words);
      return this.#server.fetch(request);
    });
  }
}
