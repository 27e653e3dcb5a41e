import { type Context, Hono } from "hono";
import { BUNDLE_MEDIA_TYPE, encodeBundle } from "@nonstop/contract/bundle";
import { errorBody } from "@nonstop/contract/error-body";
import type { HouseFormat } from "@nonstop/contract/house-format";
import type { RoomReadings, RoomSecondHeader } from "@nonstop/contract/room";
import { routes } from "@nonstop/contract/routes";
import { audioInitSegment, videoInitSegment } from "@nonstop/media/init-segment";
import { multivariantPlaylist } from "@nonstop/media/multivariant-playlist";
import type { EchoMeter } from "../echo/room-echo.ts";
import type { LiveRoom } from "../room/live-room.ts";
import type { Rooms } from "../room/rooms.ts";
import { newsBody } from "./news-body.ts";
import { previewPlaylist } from "./room-playlist.ts";

const PLAYLIST = { "content-type": "application/vnd.apple.mpegurl", "cache-control": "no-store" };
const MP4 = { "content-type": "video/mp4" };
const NEWS = {
  "content-type": "text/event-stream",
  "cache-control": "no-store",
  "x-accel-buffering": "no",
};

/** The rooms over HTTP: status, seconds as bundles, news, and plain HLS for previews. */
export function roomRoutes(rooms: Rooms, format: HouseFormat, echoes: Pick<EchoMeter, "measure">): Hono {
  const app = new Hono();

  app.get(routes.rooms, (c) => c.json({ rooms: rooms.all().map((room) => room.status) }));
  app.get(routes.allNews, (c) => {
    const first = rooms.all().map((room) => ({ kind: "room" as const, status: room.status }));
    return c.body(
      newsBody(first, (listener) => rooms.listen(listener)),
      200,
      NEWS,
    );
  });

  app.get(routes.roomStatus.pattern, (c) => withRoom(c, (room) => c.json(room.status)));
  app.get(routes.roomReadings.pattern, (c) =>
    withRoom(c, ({ status, readings }) => c.json({ status, readings: readings.all } satisfies RoomReadings)),
  );
  app.get(routes.roomEcho.pattern, (c) => withRoom(c, async (room) => c.json(await echoes.measure(room))));
  app.get(routes.roomNews.pattern, (c) =>
    withRoom(c, (room) => {
      const listen: Rooms["listen"] = (listener) =>
        rooms.listen((news) => {
          const name = news.kind === "room" ? news.status.room : news.room;
          if (name === room.room) listener(news);
        });
      return c.body(newsBody([{ kind: "room", status: room.status }], listen), 200, NEWS);
    }),
  );
  app.get(routes.roomMultivariant.pattern, (c) =>
    withRoom(c, () => c.body(multivariantPlaylist({ ...format, language: "und" }), 200, PLAYLIST)),
  );
  app.get(routes.roomSecond.pattern, (c) =>
    withRoom(c, (room) => {
      const second = Number(c.req.param("second"));
      const found = room.ring.get(second);
      if (found === undefined) return noSecond(c, room, second);
      const header: RoomSecondHeader = { room: room.room, second };
      const body = encodeBundle(header, new Map(Object.entries(found.fragments)));
      return c.body(body, 200, { "content-type": BUNDLE_MEDIA_TYPE });
    }),
  );

  app.get(routes.roomPlaylist.pattern, (c) =>
    withRendition(c, (room, rendition) => {
      const playlist = previewPlaylist(room.ring.spans(), rendition === format.audio.id);
      return playlist === undefined ? nothingYet(c, room) : c.body(playlist, 200, PLAYLIST);
    }),
  );
  app.get(routes.roomInit.pattern, (c) =>
    withRendition(c, (room, rendition) => {
      const parameters = room.parameters;
      const video = parameters?.video[rendition];
      if (parameters === undefined) return nothingYet(c, room);
      const init = video === undefined ? audioInitSegment(parameters.audio) : videoInitSegment(video);
      return c.body(new Uint8Array(init), 200, MP4);
    }),
  );
  app.get(routes.roomSegment.pattern, (c) =>
    withRendition(c, (room, rendition) => {
      const second = Number.parseInt(c.req.param("file") ?? "", 10);
      const fragment = room.ring.get(second)?.fragments[rendition];
      if (fragment === undefined) return noSecond(c, room, second);
      return c.body(new Uint8Array(fragment), 200, MP4);
    }),
  );
  return app;

  function withRoom(
    c: Context,
    answer: (room: LiveRoom) => Response | Promise<Response>,
  ): Response | Promise<Response> {
    const name = c.req.param("room") ?? "";
    const room = rooms.get(name);
    if (room !== undefined) return answer(room);
    const known = rooms.all().map((each) => each.room);
    const cure = known.length === 0 ? "Nobody has published yet." : `Known rooms: ${known.join(", ")}.`;
    return c.json(
      errorBody("unknown-room", `There is no room ${name.slice(0, 63)}.`, { field: "room", cure }),
      404,
    );
  }

  function withRendition(
    c: Context,
    answer: (room: LiveRoom, rendition: string) => Response,
  ): Response | Promise<Response> {
    const rendition = c.req.param("rendition") ?? "";
    const known = [...format.video.map((rung) => rung.id), format.audio.id];
    if (known.includes(rendition)) return withRoom(c, (room) => answer(room, rendition));
    const cure = `Renditions here: ${known.join(", ")}.`;
    return c.json(
      errorBody("unknown-rendition", "There is no such rendition.", { field: "rendition", cure }),
      404,
    );
  }
}

function noSecond(c: Context, room: LiveRoom, second: number): Response {
  const spans = room.ring.spans().map(([from, to]) => `${from} to ${to - 1}`);
  const cure = spans.length === 0 ? "The room offers nothing now." : `On offer: ${spans.join(", ")}.`;
  const message = `Room ${room.room} does not offer second ${second}.`;
  return c.json(errorBody("no-such-second", message, { field: "second", cure }), 404);
}

function nothingYet(c: Context, room: LiveRoom): Response {
  const message = `Room ${room.room} has no second on offer.`;
  return c.json(errorBody("nothing-yet", message, { cure: "Try again once it is live." }), 404);
}
