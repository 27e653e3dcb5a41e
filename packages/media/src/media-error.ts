/** Bytes or numbers that cannot be media of this station; the message says where and why. */
export class MediaError extends Error {
  override name = "MediaError";
}
