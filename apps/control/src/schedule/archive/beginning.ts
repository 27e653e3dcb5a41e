import { Facts } from "../facts.ts";

const BEGAN = "began";

/** Notes when this schedule began (epoch ms), once. One that has events already began before that was noted: 0. */
export function noteBeginning(sql: SqlStorage, nowMs: number): void {
  const facts = new Facts(sql);
  if (facts.read(BEGAN) !== undefined) return;
  const { n: events } = sql.exec<{ n: number }>(`SELECT count(*) AS n FROM event`).one();
  facts.write(BEGAN, events === 0 ? nowMs : 0);
}

/** When this schedule began (epoch ms). */
export function beganMs(sql: SqlStorage): number {
  return new Facts(sql).read(BEGAN) ?? 0;
}

/** Puts back when it began, after an archive's facts took the place of its own. */
export function keepBeginning(sql: SqlStorage, atMs: number): void {
  new Facts(sql).write(BEGAN, atMs);
}
