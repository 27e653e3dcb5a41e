/**
 * A number of one kind: a second does not stand for a segment. Literals and what arithmetic yields do, for they are of no kind
 * yet. Kinds are known by their name, so these seconds are the seconds of any package that calls them so.
 */
type Unit<Kind extends string> = number & { readonly __kind?: Kind };

/** Integer Unix second of the channel. */
export type Second = Unit<"second">;
/** A second of a recorded piece, counted from its first. */
export type AssetSecond = Unit<"asset-second">;
/** Media sequence number of a segment: of four seconds, counted since the Unix epoch. */
export type SegmentNumber = Unit<"segment">;
/** Index of an AAC frame since the Unix epoch. */
export type AudioFrame = Unit<"audio-frame">;
/** Index of an AAC frame of a recorded piece. */
export type AssetAudioFrame = Unit<"asset-audio-frame">;
