import { type Log, logLine } from "@nonstop/telemetry/log";

/** Logs on stdout. Never give it a secret: join links, passcodes, keys and tokens stay out. */
export const log: Log = (event, detail) => void process.stdout.write(logLine(event, detail));
