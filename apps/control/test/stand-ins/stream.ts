import type { FaultBoard } from "@nonstop/sandbox/fault-board";
import { streamServer } from "@nonstop/sandbox/stream-server";
import type { World } from "@nonstop/sandbox/world";
import { env } from "cloudflare:workers";
import { z } from "zod";
import { RequestLog } from "./request-log.ts";

const OwnInput = z.object({
  uid: z.string(),
  meta: z.record(z.string(), z.string()),
  recording: z.record(z.string(), z.unknown()),
  rtmps: z.object({ url: z.string(), streamKey: z.string() }),
});
export type OwnInput = z.infer<typeof OwnInput>;
const InputList = z.object({ result: z.object({ liveInputs: z.array(z.object({ uid: z.string() })) }) });
const InputAnswer = z.object({ result: OwnInput });
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
    this.#app = streamServer({
      world,
      board,
      token: env.STREAM_API_TOKEN,
      webhook,
      notificationSecret: env.STREAM_NOTIFICATION_SECRET,
      origin,
      rtmpsUrl: "rtmps://live.stream.test:443/live/",
    }).app;
  }

  /** The live inputs of the account, with their keys. */
  async liveInputs(): Promise<OwnInput[]> {
    const listed = InputList.parse(await (await this.#own("GET", "/live_inputs")).json());
    return Promise.all(
      listed.result.liveInputs.map(
        async ({ uid }) =>
          InputAnswer.parse(await (await this.#own("GET", `/live_inputs/${uid}`)).json()).result,
      ),
    );
  }

  /** The owner makes a live input. */
  async makeInput(meta: object): Promise<string> {
    return Uploaded.parse(await (await this.#own("POST", "/live_inputs", { meta })).json()).result.uid;
  }

  /** The owner deletes a live input. */
  async removeInput(uid: string): Promise<void> {
    await this.#own("DELETE", `/live_inputs/${uid}`);
  }

  /** What goes wrong until it is changed. */
  get faults(): FaultBoard["all"]["stream"] {
    return this.#board.all.stream;
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
  async upload(name: string, o: { signed?: boolean; meta?: object } = {}): Promise<string> {
    const url = "https://films.test/film.mp4";
    const answer = await this.#own("POST", "/copy", {
      url,
      meta: { name, ...o.meta },
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
