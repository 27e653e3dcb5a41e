/** Counts the creates and updates of meetings by host and UTC day: Zoom allows 100. */
export class DailyLimit {
  #day = "";
  #counts = new Map<string, number>();

  /** Takes one of the day's calls. False, and when the next day begins, when there is none left. */
  take(hostId: string, perDay: number, nowMs: number): { ok: true } | { ok: false; retryAt: string } {
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
