import { z } from "zod";
import { RtmpFault } from "./chunk-reader.ts";
import type { RtmpCommand } from "./command.ts";

/** The answers of a server, each in RTMP's own words. */
export type RtmpAnswers = {
  /** Accepts a connection. */
  connected(transaction: number, objectEncoding: number): void;
  /** Gives the result of a call. */
  result(transaction: number, value: number | undefined): void;
  /** Says that a call is not known. */
  unknownCall(transaction: number, description: string): void;
  /** Says that a publish was announced. */
  announced(): void;
};

/** What happens in a dialogue that is not an answer. */
export type DialogueEvents = {
  /** `name` is the stream key, as far as it goes. */
  onPublish(asked: { app: string; name: string; streamId: number }): void;
  /** The encoder says that it is done. */
  onDone(): void;
};

/** What we need of the object in a `connect` command, whatever else is in it and in which order. */
const ConnectObject = z.object({
  app: z.string().min(1).optional().catch(undefined),
  tcUrl: z.string().optional().catch(undefined),
  objectEncoding: z.union([z.literal(0), z.literal(3)]).catch(0),
});

/** What servers of the field say to an encoder from `connect` to the end. Some encoders wait for each of these answers. */
export class EncoderDialogue {
  readonly #answers: RtmpAnswers;
  readonly #events: DialogueEvents;
  #app = "";
  #streams = 0;

  constructor(answers: RtmpAnswers, events: DialogueEvents) {
    this.#answers = answers;
    this.#events = events;
  }

  /** Answers a command. Throws an RtmpFault at what is not served. */
  receive({ name, transaction, object, parameters, streamId }: RtmpCommand): void {
    switch (name) {
      case "connect":
        return this.#connect(transaction, object);
      case "createStream":
        this.#streams += 1;
        return this.#answers.result(transaction, this.#streams);
      case "FCPublish":
        this.#answers.result(transaction, undefined);
        return this.#answers.announced();
      case "releaseStream":
      case "FCUnpublish":
      case "_checkbw":
        return this.#answers.result(transaction, undefined);
      case "getStreamLength":
        return this.#answers.result(transaction, 0);
      case "publish": {
        const [asked] = parameters;
        return this.#events.onPublish({ app: this.#app, name: withoutQuery(asked), streamId });
      }
      // Some encoders keep the connection open after their last picture.
      case "closeStream":
      case "deleteStream":
        return this.#events.onDone();
      case "play":
      case "play2":
        throw new RtmpFault("players are not served");
      default:
        if (transaction > 0 && !/^_|^on/.test(name))
          this.#answers.unknownCall(transaction, "Method not found.");
    }
  }

  #connect(transaction: number, object: unknown): void {
    const asked = ConnectObject.safeParse(object);
    const app = asked.data?.app ?? appOf(asked.data?.tcUrl);
    if (app === undefined) throw new RtmpFault("connect without app");
    this.#app = withoutQuery(app);
    this.#answers.connected(transaction, asked.data?.objectEncoding ?? 0);
  }
}

function appOf(url: string | undefined): string | undefined {
  const path = url !== undefined && URL.canParse(url) ? new URL(url).pathname : "";
  return path.split("/")[1] === "" ? undefined : path.split("/")[1];
}

/** An app or a stream's name, which encoders give with slashes around it and a query after it. */
function withoutQuery(value: unknown): string {
  const text = typeof value === "string" ? value : "";
  return (text.split("?")[0] ?? "").replaceAll(/^\/+|\/+$/g, "");
}
