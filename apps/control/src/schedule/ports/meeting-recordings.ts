import type { MeetingRecording } from "../recordings/meeting-recording.ts";
import type { VendorAnswer } from "./vendor-answer.ts";

/** Keeps what it recorded of meetings. */
export type MeetingRecordings = {
  /** What was recorded, with a token that opens it: of one time by its uuid, or of the newest by the meeting's id. */
  readRecording(id: string): Promise<VendorAnswer<MeetingRecording>>;
  /** The text of a file of it. */
  readWords(url: string, o: Pick<MeetingRecording, "token" | "domains">): Promise<VendorAnswer<string>>;
};
