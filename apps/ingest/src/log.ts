/** Writes one event as a JSON line. Never give it a stream key, token or URL with either. */
export type Log = (event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** The process's log, on stdout. */
export const logLine: Log = (event, fields = {}) => {
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
};
