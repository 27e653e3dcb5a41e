/** One JSON line on stdout. Never give it a secret: join links, passcodes, keys and tokens stay out. */
export function log(event: string, detail: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ event, ...detail })}\n`);
}
