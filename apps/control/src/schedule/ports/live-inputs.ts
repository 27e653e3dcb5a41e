import type { MeetingMarker } from "./meetings.ts";
import type { VendorAnswer } from "./vendor-answer.ts";

/** The live input that a live airing needs. */
export type InputWish = {
  /** Whose it is, as with the airing's meeting. */
  marker: MeetingMarker;
  /** How many it had that are no more: one that was deleted is never made again by the same request. */
  made: number;
};

/** A live input by its id, and where its pictures are: an address with the id in the place where a token goes. */
export type LiveInput = { id: string; playback: string };

/** Where one sends to; the key is a secret. */
export type InputTarget = { streamUrl: string; streamKey: string };

/** A live input of this station in the account, whether the station knows of it or not. */
export type MarkedInput = { id: string; entry: string; createdMs: number };

/** Takes what is sent to it, and gives it out as HLS to whoever has a token. */
export type LiveInputs = {
  /** The live input that was made with this marker, if there is one. */
  findInput(wish: InputWish): Promise<VendorAnswer<LiveInput | undefined>>;
  /** Makes one; the same wish again within hours is answered with the same one. */
  createInput(wish: InputWish): Promise<VendorAnswer<LiveInput>>;
  readTarget(id: string): Promise<VendorAnswer<InputTarget>>;
  /** Gives it another key. Whoever sends with the one before is put out. */
  rotateKey(id: string): Promise<VendorAnswer<unknown>>;
  /** A token to see its pictures with until `expires` (Unix seconds), a day ahead at most. */
  makeToken(id: string, expires: number): Promise<VendorAnswer<string>>;
  /** Deletes it with all recordings that the vendor made of it. */
  deleteInput(id: string): Promise<VendorAnswer<unknown>>;
  /** All that carry the mark of this station, space and environment. */
  listMarked(owner: Omit<MeetingMarker, "entry">): Promise<VendorAnswer<MarkedInput[]>>;
};
