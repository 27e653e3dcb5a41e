/** Counts the creates and updates of meetings by host and UTC day: Zoom allows 100. */
export class DailyLimit {
  #day = "";
  #counts = new Map<string, number>();

  /** Counts one call. Refuses it when none is left that day, and says when the next day begins. */
  count(hostId: string, perDay: number, nowMs: number): { ok: true } | { ok: false; retryAt: string } {
    const day = new Date(nowMs).toISOString().slice(0, 10);
    if (day !== this.#day) this.#counts.clear();
    this.#day = day;
    const used = this.#counts.get(hostId) ?? 0;
    if (perDay > 0 && used >= perDay) {
      return {
        ok: false,
        retryAt: `${new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`,
      };
    }
    this.#counts.set(hostId, used + 1);
    return { ok: true };
  }
}
