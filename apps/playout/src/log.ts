/** One JSON line per event, in glossary words. Never give it a secret. */
export type Log = (event: string, detail?: Readonly<Record<string, unknown>>) => void;

/** Writes events to stdout. */
export const logToStdout: Log = (event, detail = {}) => {
  process.stdout.write(`${JSON.stringify({ event, ...detail })}\n`);
};

/** What an unknown thrown thing has to say, in one line. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause instanceof Error ? `: ${thrown.cause.message}` : "";
  return `${thrown.message}${cause}`;
}
