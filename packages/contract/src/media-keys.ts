/**
 * R2 key of a stored segment. Without a `version` it is the key of one that was stored before keys carried the version of the
 * house format.
 */
export function segmentKey(
  channel: string,
  place: { version: string | undefined; rendition: string },
  segment: number,
): string {
  const version = place.version === undefined ? "" : `${place.version}/`;
  return `live/${channel}/${version}${place.rendition}/${segment}.m4s`;
}

/** R2 key of a house format that a channel has aired in. */
export function houseKey(version: string): string {
  return `houses/${version}.house`;
}

/** The segment that is stored under a key. */
export function segmentOfKey(key: string): number | undefined {
  const number = /\/(\d+)\.m4s$/.exec(key)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** R2 key of what viewers may watch again. */
export function shownToViewersKey(channel: string): string {
  return `shelf/${channel}.json`;
}

/** R2 key of an asset's index, which is written last. */
export function assetIndexKey(asset: string): string {
  return `assets/${asset}/index.json`;
}

/** R2 key of an asset's chunk. */
export function assetChunkKey(asset: string, chunk: number, folder?: string): string {
  return `${assetFolder(asset, folder)}${chunk}.chunk`;
}

/** What the R2 keys of an asset's chunks begin with. */
export function assetFolder(asset: string, folder?: string): string {
  return folder === undefined ? `assets/${asset}/` : `assets/${asset}/${folder}/`;
}

/** R2 key of what is said in an asset, in one language, as WebVTT. */
export function assetWordsKey(asset: string, language: string): string {
  return `assets/${asset}/words/${language}.vtt`;
}

/** MIME type of a rendition's media. */
export function mediaType(rendition: string): string {
  return rendition === "audio" ? "audio/mp4" : "video/mp4";
}
