import type { VendorAnswer } from "./vendor-answer.ts";

/** The meeting a live airing needs. */
export type MeetingWish = {
  host: string;
  room: string;
  topic: string;
  /** Finds the meeting again when its creation was not written down. */
  marker: string;
  /** Unix seconds. */
  start: number;
  end: number;
  timezone: string;
  /** Until when its livestream may be up, in Unix seconds: its stream key is good as long. */
  livestreamUntil: number;
  /** Changes with what the meeting is made of. */
  meetingKey: string;
  /** Changes with what its livestream is pointed at. */
  livestreamKey: string;
};

/** A meeting as far as we keep it. `start` in Unix seconds; undefined when the vendor does not say. */
export type Meeting = { id: string; joinUrl: string; passcode: string; start: number | undefined };

/** Where a meeting's livestream is sent. The key is a secret. */
export type LivestreamTarget = {
  streamUrl: string;
  streamKey: string;
  pageUrl: string;
  resolution: "720p" | "1080p";
};

/** Holds meetings and sends their livestreams. */
export type Meetings = {
  findMeeting(host: string, marker: string): Promise<VendorAnswer<string | undefined>>;
  createMeeting(wish: MeetingWish): Promise<VendorAnswer<Meeting>>;
  readMeeting(id: string): Promise<VendorAnswer<Meeting>>;
  updateMeeting(id: string, wish: MeetingWish): Promise<VendorAnswer<unknown>>;
  deleteMeeting(id: string): Promise<VendorAnswer<unknown>>;
  pointLivestream(id: string, target: LivestreamTarget): Promise<VendorAnswer<unknown>>;
  startLivestream(id: string): Promise<VendorAnswer<unknown>>;
  readInvitation(id: string): Promise<VendorAnswer<string>>;
};
