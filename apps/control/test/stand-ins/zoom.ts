import type { FaultBoard } from "@nonstop/sandbox/fault-board";
import type { World } from "@nonstop/sandbox/world";
import { openZoom, type Zoom } from "@nonstop/sandbox/zoom-account";
import { meetingAnswer, type Meeting } from "@nonstop/sandbox/zoom-meeting";
import { zoomServer } from "@nonstop/sandbox/zoom-server";
import { env } from "cloudflare:workers";
import { RequestLog } from "./request-log.ts";

const ORIGIN = "http://zoom.test";

/** The sandbox's Zoom in this process, with the account that the station has. */
export class ZoomInProcess {
  readonly requests = new RequestLog();
  /** Runs before the next call of the API is looked at, once: something may happen while we ask. */
  beforeNextCall: (() => Promise<void>) | undefined;
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
    // A frozen clock has all calls in one second.
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

  /** How often a livestream was started, or asked for where it runs. */
  get livestreamStarts(): number {
    return this.requests.matching(/^PATCH .*\/livestream\/status$/, 204).length;
  }

  /** What becomes of the next calls, one by one. */
  failNext(...calls: FaultBoard["all"]["zoom"]["nextCalls"]): void {
    this.#board.all.zoom.nextCalls.push(...calls);
  }

  /** Whether its webhooks get lost on their way. */
  set losesWebhooks(lost: boolean) {
    this.#board.all.zoom.webhooks.lost = lost;
  }

  /** The host enters, so that the meeting goes on. */
  enter(id = this.only.id): void {
    const meeting = this.#account.meetings.value[id];
    if (meeting === undefined) throw new Error(`there is no meeting ${id}`);
    this.#account.live.join(meeting, "Ada", { isHost: true, marks: false });
  }

  /** All meetings are gone, and nobody is told. */
  forgetMeetings(): void {
    for (const { id } of this.meetings) delete this.#account.meetings.value[id];
  }

  /** Tokens given out so far are taken no more. */
  revokeTokens(): void {
    this.#account.tokens.generation += 1;
  }

  /** Where people and the host of a meeting enter. */
  addressesOf(meeting: Meeting): { start_url: string; join_url: string } {
    return meetingAnswer(meeting, "waiting", ORIGIN);
  }

  answer(request: Request): Promise<Response> {
    return this.requests.answered(request, async () => {
      const before = this.beforeNextCall;
      this.beforeNextCall = undefined;
      await before?.();
      return this.#server.fetch(request);
    });
  }
}
