import type { FaultBoard } from "@nonstop/sandbox/fault-board";
import { streamServer } from "@nonstop/sandbox/stream-server";
import type { World } from "@nonstop/sandbox/world";
import { env } from "cloudflare:workers";
import { z } from "zod";
import { RequestLog } from "./request-log.ts";

const Uploaded = z.object({ result: z.object({ uid: z.string() }) });

/** The sandbox's Cloudflare Stream in this process, with the station's account. */
export class StreamInProcess {
  /** Our calls, without the owner's own. */
  readonly requests = new RequestLog();
  readonly #board: FaultBoard;
  readonly #app: ReturnType<typeof streamServer>["app"];

  constructor(world: World, board: FaultBoard) {
    this.#board = board;
    const webhook = { notificationUrl: `${env.PUBLIC_URL}/hooks/stream`, secret: env.STREAM_WEBHOOK_SECRET };
    const origin = "https://customer-x.stream.test";
    this.#app = streamServer({ world, board, token: env.STREAM_API_TOKEN, webhook, origin }).app;
  }

  /** What becomes of the next calls, one by one. */
  failNext(...calls: FaultBoard["all"]["stream"]["nextCalls"]): void {
    this.#board.all.stream.nextCalls.push(...calls);
  }

  /** Whether webhooks get lost on their way. */
  set losesWebhooks(lost: boolean) {
    this.#board.all.stream.webhooks.lost = lost;
  }

  /** What becomes of MP4s that are asked for. */
  set downloads(fate: FaultBoard["all"]["stream"]["downloads"]) {
    this.#board.all.stream.downloads = fate;
  }

  /** The owner uploads a file of this name. Returns the video's id. */
  async upload(name: string, o: { signed?: boolean } = {}): Promise<string> {
    const url = "https://films.test/film.mp4";
    const answer = await this.#own("POST", "/copy", {
      url,
      meta: { name },
      requireSignedURLs: o.signed ?? false,
    });
    return Uploaded.parse(await answer.json()).result.uid;
  }

  /** The owner deletes a video. */
  async remove(uid: string): Promise<void> {
    await this.#own("DELETE", `/${uid}`);
  }

  answer(request: Request): Promise<Response> {
    return this.requests.answered(request, () => this.#app.fetch(request));
  }

  async #own(method: string, path: string, body?: object): Promise<Response> {
    const url = `${env.STREAM_API_URL}/accounts/${env.STREAM_ACCOUNT_ID}/stream${path}`;
    const headers = { authorization: `Bearer ${env.STREAM_API_TOKEN}` };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await this.#app.request(url, { method, headers, ...sent });
    if (!answer.ok) throw new Error(`${method} ${path} is answered ${answer.status}`);
    return answer;
  }
}
