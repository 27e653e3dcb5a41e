/** UTC ms of a wall time (`2026-01-31T20:00[:00]`) in an IANA zone. The second look corrects the offset near a change. */
export function wallTimeMs(wall: string, timezone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  const parts = (ms: number): number => {
    const text = new Intl.DateTimeFormat("sv-SE", {
      timeZone: timezone,
      dateStyle: "short",
      timeStyle: "medium",
    }).format(ms);
    return Date.parse(`${text.replace(" ", "T")}Z`);
  };
  let guess = asUtc;
  for (let look = 0; look < 2; look++) guess += asUtc - parts(guess);
  return guess;
}

/** An instant as a wall time with offset, to the minute, as Contentful's editor stores it. */
export function wallTimeWithOffset(ms: number, timezone: string): string {
  const wall = new Intl.DateTimeFormat("sv-SE", {
    timeZone: timezone,
    dateStyle: "short",
    timeStyle: "short",
  })
    .format(ms)
    .replace(" ", "T");
  const minutes = Math.round((Date.parse(`${wall}Z`) - Math.floor(ms / 60_000) * 60_000) / 60_000);
  const part = (n: number): string => String(n).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${wall}${minutes < 0 ? "-" : "+"}${part(Math.floor(size / 60))}:${part(size % 60)}`;
}

/** Whether the runtime knows an IANA zone. */
export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
