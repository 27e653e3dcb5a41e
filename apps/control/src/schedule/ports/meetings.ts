import { Layout } from "@nonstop/contract/layout";
import { z } from "zod";
import type { VendorAnswer } from "./vendor-answer.ts";

/**
 * Whose meeting it is. It is found again by this when its creation was not written down, and no other station of the account takes
 * it for its own: a copied space or environment has the same entries.
 */
export type MeetingMarker = { station: string; space: string; environment: string; entry: string };

/** The meeting a live airing needs. */
export type MeetingWish = {
  host: string;
  /** The host that the event asks for; another holds the meeting when that one is taken. */
  wishedHost: string;
  room: string;
  topic: string;
  /** What people read about it; 2,000 characters at most. */
  agenda: string;
  marker: MeetingMarker;
  /** Unix seconds. */
  start: number;
  end: number;
  timezone: string;
  /** Mail addresses of those who may run it besides its host. */
  alternativeHosts: readonly string[];
  /** Until when its livestream may be up, in Unix seconds: its stream key is good as long. */
  livestreamUntil: number;
  /** Changes with what the meeting is made of. */
  meetingKey: string;
  /** Changes with what its livestream is pointed at; empty while there is nothing to point it at. */
  livestreamKey: string;
  /** The live input that it is pointed at; absent when it is sent to us. */
  input?: string;
};

/** How a meeting is called by phone. Numbers as its account has them; the passcode, digits alone, is a secret. */
export const DialIn = z.object({
  numbers: z.array(z.object({ country: z.string(), number: z.string() })),
  passcode: z.string(),
});
export type DialIn = z.infer<typeof DialIn>;

/** By what a meeting is found again that was made for a wish. */
export type MeetingTraits = Pick<MeetingWish, "host" | "topic" | "start" | "marker">;

/** A meeting as far as we use it. `start` in Unix seconds; undefined when the vendor does not say. */
export type Meeting = {
  id: string;
  joinUrl: string;
  passcode: string;
  dialIn?: DialIn;
  start: number | undefined;
  /** Somebody is in it now. */
  isGoingOn: boolean;
};

/** Somebody who cannot be an alternative host. `refused`: the vendor does not say why. */
export const LeftOut = z.object({ address: z.string(), why: z.enum(["unknown", "unlicensed", "refused"]) });
export type LeftOut = z.infer<typeof LeftOut>;

/** A meeting that was made, and which of its alternative hosts it was made without. */
export type MadeMeeting = Meeting & { leftOut: LeftOut[] };

/** Where a meeting's livestream is sent. The key is a secret. */
export type LivestreamTarget = {
  streamUrl: string;
  streamKey: string;
  pageUrl: string;
  resolution: "720p" | "1080p";
};

/** What a livestream looks like: who fills the picture, and whether the speaker's name stands in it. */
export const LivestreamLook = z.object({
  layout: Layout,
  showsName: z.boolean(),
});
export type LivestreamLook = z.infer<typeof LivestreamLook>;

/** A meeting as its host's list shows it. `start` in Unix seconds; undefined when the vendor does not say. */
export type ListedMeeting = { id: string; start: number | undefined };

/** Holds meetings and sends their livestreams. */
export type Meetings = {
  /** The meeting that was made with this marker, if there is one; its id. */
  findMeeting(wish: MeetingTraits): Promise<VendorAnswer<string | undefined>>;
  /** Makes a meeting. Whoever cannot be an alternative host is left out. */
  createMeeting(wish: MeetingWish): Promise<VendorAnswer<MadeMeeting>>;
  /** The coming meetings of a host. */
  listMeetings(host: string): Promise<VendorAnswer<ListedMeeting[]>>;
  readMeeting(id: string): Promise<VendorAnswer<Meeting>>;
  /** Changes a meeting; answers who was left out of its alternative hosts. */
  updateMeeting(id: string, wish: MeetingWish): Promise<VendorAnswer<LeftOut[]>>;
  /** Which of these cannot be alternative hosts, as far as can be told. */
  checkHosts(addresses: readonly string[]): Promise<LeftOut[]>;
  deleteMeeting(id: string): Promise<VendorAnswer<unknown>>;
  pointLivestream(id: string, target: LivestreamTarget): Promise<VendorAnswer<unknown>>;
  startLivestream(id: string, look: LivestreamLook): Promise<VendorAnswer<unknown>>;
  /** Another layout for the livestream that is up. */
  changeLayout(id: string, layout: Layout): Promise<VendorAnswer<unknown>>;
  stopLivestream(id: string): Promise<VendorAnswer<unknown>>;
  /** What makes somebody in a meeting its host; undefined when there is none. A secret. */
  readHostKey(meeting: { id: string; host: string }): Promise<VendorAnswer<string | undefined>>;
  readInvitation(id: string): Promise<VendorAnswer<string>>;
};
