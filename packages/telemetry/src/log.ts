/** Logs one event, named in the words of the glossary. Never give it a key, a token or an address that holds one. */
export type Log = (event: string, detail?: Readonly<Record<string, unknown>>) => void;

/** An event as one line of JSON, with its line end. */
export function logLine(event: string, detail: Readonly<Record<string, unknown>> = {}): string {
  return `${JSON.stringify({ event, ...detail })}\n`;
}

/** What an unknown thrown thing has to say, in one line. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause instanceof Error ? `: ${thrown.cause.message}` : "";
  return `${thrown.message}${cause}`;
}
