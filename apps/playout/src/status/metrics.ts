const LATENESS_BUCKETS_MS = [50, 100, 200, 300, 500, 800, 1200, 1600, 2000, 2500, 3500];

/** What this playout counts about itself, as Prometheus text. */
export class Metrics {
  readonly #counters = new Map<string, number>();
  readonly #lateness = LATENESS_BUCKETS_MS.map(() => 0);
  #latenessSumMs = 0;
  #latenessCount = 0;

  /** Counts `name`, with Prometheus labels in its own notation: `{rank="0"}`. */
  count(name: string, labels = ""): void {
    const key = `nonstop_playout_${name}${labels}`;
    this.#counters.set(key, (this.#counters.get(key) ?? 0) + 1);
  }

  /** Sum of a counter over all its labels. */
  total(name: string): number {
    let sum = 0;
    for (const [key, value] of this.#counters) if (nameOf(key) === `nonstop_playout_${name}`) sum += value;
    return sum;
  }

  /** How long after its end a second was committed, ms. */
  committedLate(ms: number): void {
    for (const [index, bound] of LATENESS_BUCKETS_MS.entries())
      if (ms <= bound) this.#lateness[index] = (this.#lateness[index] ?? 0) + 1;
    this.#latenessSumMs += ms;
    this.#latenessCount += 1;
  }

  /** All of it, with the gauges of this moment. */
  text(gauges: Readonly<Record<string, number>>): string {
    const lines: string[] = [];
    const names = new Set([...this.#counters.keys()].map(nameOf));
    for (const name of names) {
      lines.push(`# TYPE ${name} counter`);
      for (const [key, value] of this.#counters) if (nameOf(key) === name) lines.push(`${key} ${value}`);
    }
    for (const [name, value] of Object.entries(gauges)) {
      lines.push(`# TYPE nonstop_playout_${name} gauge`, `nonstop_playout_${name} ${value}`);
    }
    const lateness = "nonstop_playout_commit_lateness_seconds";
    lines.push(`# TYPE ${lateness} histogram`);
    for (const [index, bound] of LATENESS_BUCKETS_MS.entries())
      lines.push(`${lateness}_bucket{le="${bound / 1000}"} ${this.#lateness[index] ?? 0}`);
    lines.push(
      `${lateness}_bucket{le="+Inf"} ${this.#latenessCount}`,
      `${lateness}_sum ${this.#latenessSumMs / 1000}`,
      `${lateness}_count ${this.#latenessCount}`,
    );
    return `${lines.join("\n")}\n`;
  }
}

function nameOf(key: string): string {
  return key.split("{", 1)[0] ?? key;
}
