import { type Log, logLine } from "@nonstop/telemetry/log";

/** Logs on stdout. Never log a secret, such as a join link, a passcode, a key or a token. */
export const log: Log = (event, detail) => void process.stdout.write(logLine(event, detail));
