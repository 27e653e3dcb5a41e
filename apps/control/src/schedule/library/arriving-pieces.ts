import type { ConformJob } from "@nonstop/contract/conform";
import type { AssetId } from "@nonstop/contract/names";
import type { Arrival } from "@nonstop/schedule/airing-notes";
import type { Video } from "../videos/video.ts";

/** How far the pieces are that people sent to ingest, by ingest's own word. In memory: it is asked again after a start. */
export class ArrivingPieces {
  #of = new Map<AssetId, Arrival>();
  #changes = 0;

  /** Goes up with every change, from when the object started. */
  get changes(): number {
    return this.#changes;
  }

  get all(): ReadonlyMap<AssetId, Arrival> {
    return this.#of;
  }

  /** Takes over what ingest tells of its jobs, the oldest first. */
  told(jobs: readonly ConformJob[]): void {
    const next = new Map<AssetId, Arrival>();
    for (const { asset, state, problem } of jobs) {
      if (state === "failed") next.set(asset, { kind: "failed", why: problem ?? "ingest cannot read it" });
      else if (state === "ready") next.delete(asset);
      else next.set(asset, { kind: "on-its-way" });
    }
    if (JSON.stringify([...next]) === JSON.stringify([...this.#of])) return;
    this.#of = next;
    this.#changes += 1;
  }
}

/** How far the pieces are that are made of a vendor's videos. */
export function arrivalsOfVideos(unsettled: readonly Video[]): Map<AssetId, Arrival> {
  return new Map(
    unsettled.map(({ asset, problem }): [AssetId, Arrival] => [
      asset,
      problem === undefined ? { kind: "on-its-way" } : { kind: "failed", why: problem },
    ]),
  );
}
