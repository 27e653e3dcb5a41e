import { readAmf0 } from "./amf0.ts";
import type { AmfValue } from "./amf-cursor.ts";
import { type RtmpMessage, RtmpFault } from "./chunk-reader.ts";

/** What a client asks for (RTMP 1.0, 7.2). `transaction` is 0 when it wants no answer. */
export type RtmpCommand = {
  name: string;
  transaction: number;
  object: AmfValue;
  parameters: readonly AmfValue[];
  streamId: number;
};

const AMF3_COMMAND = 17;

/** Reads a command message of AMF0 (20) or AMF3 (17), which begins with a byte of its own and is mostly AMF0 after that. */
export function readCommand({ type, streamId, body }: RtmpMessage): RtmpCommand {
  const values = readAmf0(type === AMF3_COMMAND ? body.subarray(1) : body);
  const [name, transaction, object, ...parameters] = values;
  if (typeof name !== "string") throw new RtmpFault("malformed command");
  return {
    name,
    transaction: typeof transaction === "number" ? transaction : 0,
    object,
    parameters,
    streamId,
  };
}
