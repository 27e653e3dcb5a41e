import type Rtmp from "node-media-server/src/protocol/rtmp.js";
import type { RtmpAnswers } from "./encoder-dialogue.ts";

/** Bytes after which each side acknowledges what has come. */
const WINDOW_BYTES = 5_000_000;
const DYNAMIC_LIMIT = 2;
const STREAM_BEGIN = 0;
const PUBLISH_START = "NetStream.Publish.Start";
const CALL_FAILED = "NetConnection.Call.Failed";

/** Answers to an encoder, written by node-media-server. */
export function serverAnswers(rtmp: Rtmp): RtmpAnswers & {
  /** Accepts a publish. */
  published(streamId: number): void;
  /** Refuses one. The encoder shows these words to whoever typed the key. */
  refused(streamId: number, words: string): void;
} {
  const call = (cmd: string, transId: number, rest: object): void =>
    rtmp.sendInvokeMessage(0, { cmd, transId, cmdObj: null, ...rest });
  return {
    connected: (transaction, objectEncoding) => {
      rtmp.objectEncoding = objectEncoding;
      rtmp.sendWindowACK(WINDOW_BYTES);
      rtmp.setPeerBandwidth(WINDOW_BYTES, DYNAMIC_LIMIT);
      rtmp.setChunkSize(rtmp.outChunkSize);
      rtmp.respondConnect(transaction);
    },
    result: (transaction, value) => call("_result", transaction, { info: value }),
    unknownCall: (transaction, description) =>
      call("_error", transaction, { info: { level: "error", code: CALL_FAILED, description } }),
    announced: () =>
      call("onFCPublish", 0, { info: { level: "status", code: PUBLISH_START, description: "Announced." } }),
    published: (streamId) => {
      rtmp.sendStreamStatus(STREAM_BEGIN, streamId);
      rtmp.sendStatusMessage(streamId, "status", PUBLISH_START, "Publishing.");
    },
    refused: (streamId, words) =>
      // The length of a string is written in characters, so they must be bytes.
      rtmp.sendStatusMessage(
        streamId,
        "error",
        "NetStream.Publish.BadName",
        words.replaceAll(/[^ -~]/g, "?"),
      ),
  };
}
