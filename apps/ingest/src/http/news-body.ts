import type { RoomNews } from "@nonstop/contract/room";

const KEEPALIVE_MS = 5_000;
/** Events a reader may leave untaken; one that is slower is let go and may connect again. */
const MOST_UNREAD = 64;

/** Server-sent events as a body: the first ones, then each that comes; a comment line keeps it alive. */
export function newsBody(
  first: readonly RoomNews[],
  listen: (listener: (event: RoomNews) => void) => () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = (): void => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string): void => {
          // `first` may be longer than the limit: it is bounded by the rooms there are.
          if ((controller.desiredSize ?? 0) < -first.length) {
            stop();
            controller.close();
          } else controller.enqueue(encoder.encode(text));
        };
        const sendEvent = (event: RoomNews): void =>
          send(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
        const stopListening = listen(sendEvent);
        const timer = setInterval(() => send(":\n\n"), KEEPALIVE_MS);
        stop = () => {
          clearInterval(timer);
          stopListening();
        };
        for (const event of first) sendEvent(event);
      },
      cancel: () => stop(),
    },
    { highWaterMark: MOST_UNREAD },
  );
}
