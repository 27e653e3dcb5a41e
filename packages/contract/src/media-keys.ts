/** R2 key of a stored segment. */
export function segmentKey(channel: string, rendition: string, segment: number): string {
  return `live/${channel}/${rendition}/${segment}.m4s`;
}

/** The segment that is stored under a key. */
export function segmentOfKey(key: string): number | undefined {
  const number = /\/(\d+)\.m4s$/.exec(key)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** R2 key of an asset's index, which is written last. */
export function assetIndexKey(asset: string): string {
  return `assets/${asset}/index.json`;
}

/** R2 key of an asset's chunk. */
export function assetChunkKey(asset: string, chunk: number): string {
  return `assets/${asset}/${chunk}.chunk`;
}

/** MIME type of a rendition's media. */
export function mediaType(rendition: string): string {
  return rendition === "audio" ? "audio/mp4" : "video/mp4";
}
