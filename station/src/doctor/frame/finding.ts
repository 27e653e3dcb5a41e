/** What a check found. `says` and `why` are sentences for whoever runs the station; none holds a secret. */
export type Finding =
  | { kind: "good"; says: string }
  | { kind: "bad"; says: string; cure: string }
  | { kind: "skipped"; why: string };

export const good = (says: string): Finding => ({ kind: "good", says });
export const bad = (says: string, cure: string): Finding => ({ kind: "bad", says, cure });
export const skipped = (why: string): Finding => ({ kind: "skipped", why });
