import { RoomNews } from "@nonstop/contract/room";
import { routes } from "@nonstop/contract/routes";
import type { Station } from "@nonstop/station/station";

/** What ingest offered, room by room, and when: heard from its news, as playout hears it. */
export class OffersHeard {
  readonly #stop = new AbortController();
  readonly #byRoom = new Map<string, Map<number, number>>();

  constructor(station: Pick<Station, "urls" | "secrets">) {
    // Ended by the one who listens, or by an ingest that is killed: what was heard until then is what there is.
    this.#listen(station).catch(() => undefined);
  }

  /** When a room's second was offered, ms of channel time; undefined when it never was. */
  offeredAtMs(room: string, second: number): number | undefined {
    return this.#byRoom.get(room)?.get(second);
  }

  /** The seconds a room offered, in order. */
  seconds(room: string): readonly number[] {
    return [...(this.#byRoom.get(room)?.keys() ?? [])].toSorted((a, b) => a - b);
  }

  close(): void {
    this.#stop.abort();
  }

  async #listen(station: Pick<Station, "urls" | "secrets">): Promise<void> {
    const answer = await fetch(`${station.urls.ingest}${routes.allNews}`, {
      headers: { authorization: `Bearer ${station.secrets.INGEST_TOKEN}` },
      signal: this.#stop.signal,
    });
    const decoder = new TextDecoder();
    let text = "";
    for await (const bytes of answer.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) this.#hear(/^data: (.*)$/m.exec(block)?.[1]);
    }
  }

  #hear(line: string | undefined): void {
    if (line === undefined) return;
    const news = RoomNews.parse(JSON.parse(line));
    if (news.kind !== "second") return;
    const ofRoom = this.#byRoom.get(news.room) ?? new Map<number, number>();
    this.#byRoom.set(news.room, ofRoom.set(news.second, news.offeredAtMs));
  }
}
