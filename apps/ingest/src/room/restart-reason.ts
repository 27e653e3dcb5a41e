/** Why a room's ffmpeg is replaced by a new one. */
export type RestartReason =
  | "timestamps-back"
  | "timestamps-ahead"
  | "fell-behind"
  | "new-video-header"
  | "new-audio-header"
  | "track-lost"
  | "video-came"
  | "audio-came"
  | "ffmpeg-slow"
  | "ffmpeg-stood-still"
  | "ffmpeg-failed";

const WORDS: Readonly<Record<RestartReason, string>> = {
  "timestamps-back": "The sender's clock jumped back. If it happens again, restart the encoder.",
  "timestamps-ahead": "The sender's clock jumped ahead. If it happens again, restart the encoder.",
  "fell-behind":
    "The sender fell more than a second behind and did not catch up. If it happens again, lower its bit rate or mend its line.",
  "new-video-header": "The sender changed its picture settings. Leave them alone while on air.",
  "new-audio-header": "The sender changed its sound settings. Leave them alone while on air.",
  "track-lost": "The sender stopped sending pictures or sound and sends only the other. Check the encoder.",
  "video-came": "The sender began to send pictures as well.",
  "audio-came": "The sender began to send sound as well.",
  "ffmpeg-slow": "This machine is too slow for the room. Give ingest more processor, or close other rooms.",
  "ffmpeg-stood-still":
    "No second came out of the room's input: it is broken, or too much for this machine. Check the encoder.",
  "ffmpeg-failed":
    "The room's ffmpeg failed and was started again. If it happens again, read why in ingest's log.",
};

/** What happened and what to do, for an operator. */
export function restartWords(reason: RestartReason): string {
  return WORDS[reason];
}
