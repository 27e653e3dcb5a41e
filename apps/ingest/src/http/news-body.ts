import type { RoomNews } from "@nonstop/contract/room";

const KEEPALIVE_MS = 5_000;
/** How much news a reader may leave unread. A slower one is let go and may connect again. */
const MAX_UNREAD = 64;

/** News as a body of server-sent events: the first ones, then each that comes. A comment line keeps the connection alive. */
export function newsBody(
  first: readonly RoomNews[],
  listen: (listener: (news: RoomNews) => void) => () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = (): void => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string): void => {
          // `first` may be longer than the limit: there is one for each room.
          if ((controller.desiredSize ?? 0) < -first.length) {
            stop();
            controller.close();
          } else controller.enqueue(encoder.encode(text));
        };
        const sendNews = (news: RoomNews): void =>
          send(`event: ${news.kind}\ndata: ${JSON.stringify(news)}\n\n`);
        const stopListening = listen(sendNews);
        const timer = setInterval(() => send(":\n\n"), KEEPALIVE_MS);
        stop = () => {
          clearInterval(timer);
          stopListening();
        };
        for (const news of first) sendNews(news);
      },
      cancel: () => stop(),
    },
    { highWaterMark: MAX_UNREAD },
  );
}
