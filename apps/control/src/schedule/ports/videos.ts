import type { VendorAnswer } from "./vendor-answer.ts";

/** A video that can be fetched. `signed`: its addresses need a token. `input`: the live input that it is a recording of. */
export type ReadyVideo = {
  uid: string;
  title: string;
  signed: boolean;
  tags: string[];
  marks: string[];
  input?: string;
};

/** The MP4 of a video. Its address may hold a token. */
export type Download = { kind: "ready"; url: string } | { kind: "under-way" } | { kind: "failed" };

/** Keeps recordings and makes MP4s of them. */
export type Videos = {
  /** The videos that are ready and were begun since. */
  listReady(sinceMs: number): Promise<VendorAnswer<ReadyVideo[]>>;
  /** Whether the video is there. */
  findVideo(uid: string): Promise<VendorAnswer<unknown>>;
  /** Has an MP4 made, if there is none yet. */
  askDownload(uid: string): Promise<VendorAnswer<unknown>>;
  /** How far the MP4 is; its address is good until `expires` (Unix seconds) at least. */
  readDownload(video: { uid: string; signed: boolean }, expires: number): Promise<VendorAnswer<Download>>;
};
