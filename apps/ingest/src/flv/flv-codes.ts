/** Frame types of an FLV video tag that matter here (FLV 10.1, E.4.3.1). */
export const KEYFRAME = 1;
/** A command to a player, such as the end of a seek: no picture, whatever the codec. */
export const COMMAND_FRAME = 5;

/** Codecs that are aired, by their FLV numbers. */
export const AVC = 7;
export const AAC = 10;

/** What an AVC or AAC tag carries: decoder parameters or media. */
export const HEADER = 0;
export const MEDIA = 1;
export const END_OF_SEQUENCE = 2;
