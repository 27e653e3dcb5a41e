import { errorBody } from "@nonstop/contract/error-body";
import { Library, Piece, PieceChange, PieceDetail, type PieceUse } from "@nonstop/contract/library";
import { SpanOrder } from "@nonstop/contract/piece-span";
import { routes } from "@nonstop/contract/routes";
import { FavouriteAnswer, Shelf, type ShelfEntry } from "@nonstop/contract/shelf";
import { Hono } from "hono";
import { EVENING_SECOND } from "./programmes.ts";

/** The library of a station in memory. A test may change it at any time. */
export type FakeLibrary = {
  pieces: Piece[];
  uses: Record<string, PieceUse[]>;
  /** What was asked to become a piece of its own. */
  spans: SpanOrder[];
  /** Pictures by their keys. */
  posters: Map<string, Uint8Array<ArrayBuffer>>;
  uploaded: { bytes: number; arrived: number } | undefined;
  /** True when the next bytes of an upload are lost. */
  breaksLine: boolean;
};

export function openLibrary(): FakeLibrary {
  const piece = (asset: string, title: string, durationSeconds: number, more: object = {}): Piece =>
    Piece.parse({ asset, title, durationSeconds, filler: false, addedAt: EVENING_SECOND - 86_400, ...more });
  return {
    pieces: [
      piece("waves", "Waves", 600, { filler: true, tags: ["sea", "ident"] }),
      piece(
        "cable-show",
        "The Cable Show, the night the lights went out and nobody in the studio noticed",
        3540,
        {
          sourceKind: "past",
          favourite: true,
          summary: "Two hours of cable, and a fuse.",
          rightsTo: EVENING_SECOND - 3600,
        },
      ),
      piece("sea-film", "A Film of the Sea", 6000, { tags: ["sea"], people: ["Ana Lima"], breaks: [1800] }),
    ],
    uses: {
      "sea-film": [
        {
          kind: "airing",
          as: "recording",
          airing: "night",
          title: "Late Film",
          slug: "late-film",
          start: EVENING_SECOND + 7200,
          timezone: "Europe/Berlin",
        },
      ],
    },
    spans: [],
    posters: new Map(),
    uploaded: undefined,
    breaksLine: false,
  };
}

/** The doors of the library. Producers are let in before. */
export function libraryDoors(library: FakeLibrary): Hono {
  const app = new Hono();
  const find = (asset: string): Piece | undefined => library.pieces.find((piece) => piece.asset === asset);
  const unknown = errorBody("unknown-asset", "The library has no such piece.");
  const put = (piece: Piece): Piece => {
    library.pieces = [...library.pieces.filter(({ asset }) => asset !== piece.asset), piece];
    return piece;
  };
  app.get(routes.library, (c) => c.json(Library.parse({ assets: library.pieces })));
  app.post(routes.pieceSpans, async (c) => {
    const request = SpanOrder.parse(await c.req.json());
    library.spans.push(request);
    const { title, favourite, markIn, markOut } = request;
    const piece = Piece.parse({
      asset: `span-${library.spans.length}`,
      title,
      favourite,
      filler: false,
      durationSeconds: markOut - markIn,
      sourceKind: "span",
    });
    return c.json(put(piece), 201);
  });
  app.get(routes.imports, (c) => c.json({ imports: [] }));
  app.get(routes.uploads, (c) => c.json({ uploads: [] }));
  app.post(routes.uploads, (c) => {
    library.uploaded = { bytes: Number(c.req.header("upload-length")), arrived: 0 };
    return c.body(null, 201, { location: routes.upload("one"), "tus-resumable": "1.0.0" });
  });
  app.get(routes.upload.pattern, (c) => {
    const { bytes, arrived } = library.uploaded ?? { bytes: 0, arrived: 0 };
    return c.body(null, 200, {
      "upload-offset": String(arrived),
      "upload-length": String(bytes),
      "tus-resumable": "1.0.0",
    });
  });
  app.patch(routes.upload.pattern, async (c) => {
    const body = await c.req.arrayBuffer();
    // The line breaks once, in mid-film.
    if (library.breaksLine) {
      library.breaksLine = false;
      return c.text("broken", 503);
    }
    const arrived = (library.uploaded?.arrived ?? 0) + body.byteLength;
    library.uploaded = { bytes: library.uploaded?.bytes ?? 0, arrived };
    return c.body(null, 204, { "upload-offset": String(arrived), "tus-resumable": "1.0.0" });
  });
  app.get(routes.piece.pattern, (c) => {
    const piece = find(c.req.param("asset"));
    if (piece === undefined) return c.json(unknown, 404);
    return c.json(PieceDetail.parse({ piece, uses: library.uses[piece.asset] ?? [] }));
  });
  app.patch(routes.piece.pattern, async (c) => {
    const piece = find(c.req.param("asset"));
    if (piece === undefined) return c.json(unknown, 404);
    const { rightsFrom, rightsTo, ...change } = PieceChange.parse(await c.req.json());
    const { rightsFrom: _from, rightsTo: _to, ...rest } = piece;
    const from = rightsFrom === undefined ? piece.rightsFrom : (rightsFrom ?? undefined);
    const to = rightsTo === undefined ? piece.rightsTo : (rightsTo ?? undefined);
    return c.json(put(Piece.parse({ ...rest, ...change, rightsFrom: from, rightsTo: to })));
  });
  app.delete(routes.piece.pattern, (c) => {
    const piece = find(c.req.param("asset"));
    if (piece === undefined) return c.json(unknown, 404);
    library.pieces = library.pieces.filter((other) => other !== piece);
    return c.json({ deleted: piece.asset });
  });
  app.put(routes.piecePoster.pattern, async (c) => {
    const piece = find(c.req.param("asset"));
    if (piece === undefined) return c.json(unknown, 404);
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const key = `posters/${String(bytes.length).padStart(64, "0")}.jpg`;
    library.posters.set(key, bytes);
    return c.json(put({ ...piece, poster: key }));
  });
  return app;
}

/** The shelf and its pictures, for everybody. A programme of each of the last months has aired. */
export function shelfDoors(library: FakeLibrary): Hono {
  const app = new Hono();
  const favourites = (): ShelfEntry[] =>
    library.pieces
      .filter(({ favourite }) => favourite)
      .map(({ asset, title, summary, durationSeconds, addedAt: at }) => ({
        kind: "favourite",
        asset,
        slug: asset,
        title,
        summary,
        people: [{ name: "Ana Lima" }],
        durationSeconds,
        at,
      }));
  const aired: ShelfEntry[] = [1, 2, 40].map((days) => ({
    kind: "airing",
    airing: `aired-${days}`,
    slug: `aired-${days}`,
    title: `The Show of ${days} Days Ago`,
    summary: "",
    people: [],
    durationSeconds: 3600,
    at: EVENING_SECOND - days * 86_400,
  }));
  app.get(routes.shelf("main"), (c) => {
    const words = (c.req.query("q") ?? "").toLowerCase();
    const all = c.req.query("kind") === "favourite" ? favourites() : aired;
    const found = all.filter(({ title }) => title.toLowerCase().includes(words));
    const isFirst = c.req.query("after") === undefined;
    const entries =
      c.req.query("kind") === "favourite" ? found : isFirst ? found.slice(0, 2) : found.slice(2);
    const next = isFirst && entries.length < found.length ? { next: "1 a-aired-2" } : {};
    return c.json(Shelf.parse({ stationTimezone: "Europe/Berlin", entries, ...next }));
  });
  app.get(routes.favourite.pattern, (c) => {
    const entry = favourites().find(({ slug }) => slug === c.req.param("asset"));
    if (entry === undefined) return c.json(errorBody("no-replay", "There is no such replay."), 404);
    return c.json(FavouriteAnswer.parse({ stationTimezone: "Europe/Berlin", entry }));
  });
  app.get(routes.poster.pattern, (c) => {
    const bytes = library.posters.get(`posters/${c.req.param("file")}`);
    return bytes === undefined ? c.notFound() : c.body(bytes, 200, { "content-type": "image/jpeg" });
  });
  return app;
}
