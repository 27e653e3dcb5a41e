/** Why a room refuses what its publisher sends, and what to do, for an operator. */
export const refusalWords = {
  codec: (what: string): string =>
    `The sender sends ${what}, which cannot be aired. Set the encoder to H.264 and AAC.`,
  size: (width: number, height: number): string =>
    `The sender sends pictures of ${width}x${height}, which are too large to be aired. Set the encoder to 1280x720.`,
  processor: (): string =>
    "The sender's pictures take more processor than a room may have. Set the encoder to 1280x720 and start it again.",
  house: (reason: string): string =>
    `The room does not fit the house format (${reason}). Set HOUSE_FORMAT alike everywhere.`,
};
