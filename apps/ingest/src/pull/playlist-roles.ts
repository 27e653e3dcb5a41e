import { keepNewest } from "../bounds/keep-newest.ts";

/** Addresses that are remembered of one run; a source with a new one for each reading has as many as it is read. */
const MAX_KNOWN = 1_000;
const SOURCE = "source";

/**
 * What each playlist of a source is, whatever its address: the source itself, or the rendition of it with these attributes. Many
 * servers put an id of the reader's session into addresses, so the next reader finds the same playlist elsewhere.
 */
export class PlaylistRoles {
  readonly #roles = new Map<string, string>();

  /** Begins a run at the source's address. */
  begin(source: string): void {
    this.#roles.clear();
    this.#set(source, SOURCE);
  }

  /** What was asked for at one address is at another. */
  follow(from: URL, to: string): void {
    this.#set(to, this.of(from));
  }

  /** Learns of the renditions that a multivariant playlist names. */
  learn(url: URL, text: string): void {
    const names = new Map<string, number>();
    let attributes: string | undefined;
    for (const line of text.split(/\r?\n/)) {
      const uri = /URI="([^"]*)"/.exec(line)?.[1];
      let address: string | undefined;
      if (line.startsWith("#EXT-X-STREAM-INF:")) attributes = line;
      else if (line.startsWith("#EXT-X-MEDIA:") && uri !== undefined) {
        attributes = line.replace(`URI="${uri}"`, "");
        address = uri;
      } else if (line.trim() !== "" && !line.startsWith("#")) address = line.trim();
      if (address === undefined || attributes === undefined) continue;
      // A second server for the same rendition has the same attributes.
      const count = names.get(attributes) ?? 0;
      names.set(attributes, count + 1);
      if (URL.canParse(address, url.href))
        this.#set(new URL(address, url.href).href, `${attributes} ${count}`);
      attributes = undefined;
    }
  }

  /** The role of what is at this address; its host and path when nothing is known of it. */
  of(url: URL): string {
    return this.#roles.get(keyOf(url.href)) ?? url.host + url.pathname;
  }

  #set(address: string, role: string): void {
    if (URL.canParse(address)) keepNewest(this.#roles, [keyOf(address), role], MAX_KNOWN);
  }
}

/** The reader asks in plain HTTP for what is at an address of https. */
function keyOf(address: string): string {
  return new URL(address.replace(/^https:/, "http:")).href;
}
