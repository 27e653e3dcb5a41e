import type { GuestState } from "@nonstop/contract/guest";

/** So long does one stream of messages last at most: a page opens the next by itself. */
const MAX_MESSAGES = 200;

/**
 * Messages as a body of server-sent events: what `read` answers, each `everyMs` of the answer before. It ends when `read` answers
 * undefined. Nothing is read for a page that does not take what it is sent.
 */
export function stateMessages(
  read: () => Promise<{ value: GuestState; everyMs: number } | undefined>,
  wait: (ms: number) => Promise<void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let waitMs = 0;
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (waitMs > 0) await wait(waitMs);
        const next = sent < MAX_MESSAGES ? await read() : undefined;
        if (next === undefined) return controller.close();
        sent += 1;
        waitMs = next.everyMs;
        controller.enqueue(encoder.encode(`event: state\ndata: ${JSON.stringify(next.value)}\n\n`));
      },
    },
    { highWaterMark: 1 },
  );
}
