/**
 * A number of one kind, so that a second cannot be passed as a segment. Literals and results of arithmetic have no kind
 * yet and fit any. A kind is known by its name, so packages that use the same name share the kind.
 */
type Unit<Kind extends string> = number & { readonly __kind?: Kind };

/** Integer Unix second of the channel. */
export type Second = Unit<"second">;
/** A second of a recorded piece, counted from its first. */
export type AssetSecond = Unit<"asset-second">;
/** Media sequence number of a segment. Segments of four seconds are counted since the Unix epoch. */
export type SegmentNumber = Unit<"segment">;
/** Index of an AAC frame since the Unix epoch. */
export type AudioFrame = Unit<"audio-frame">;
/** Index of an AAC frame of a recorded piece. */
export type AssetAudioFrame = Unit<"asset-audio-frame">;
