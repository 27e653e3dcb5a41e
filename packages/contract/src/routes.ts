import type { ChunkFolder } from "./asset-source.ts";
import type { AiringId, AssetId, ChannelId, RenditionId, RoomId } from "./names.ts";
import { route, routeOf } from "./route.ts";
import type { Second } from "./time.ts";

const VERSION = ":version{[a-z0-9]+-[0-9a-f]+}";

/**
 * Every path that crosses a process boundary, once: servers register `routes.takes.pattern`, clients fetch
 * `routes.takes(channel)`. A path without parameters is its own text.
 */
export const routes = {
  // For everybody.
  multivariant: route("/live/:channel/index.m3u8"),
  mediaPlaylist: route("/live/:channel/:rendition/index.m3u8"),
  /** Media in one version of the house format. Playlists name these. */
  versionInit: route(`/live/:channel/:rendition/${VERSION}/init.mp4`),
  versionPart: route(`/live/:channel/:rendition/${VERSION}/part/:file`),
  versionSegment: route(`/live/:channel/:rendition/${VERSION}/:file`),
  /** The same in the version of today. */
  liveInit: route("/live/:channel/:rendition/init.mp4"),
  livePart: route("/live/:channel/:rendition/part/:file"),
  liveSegment: route("/live/:channel/:rendition/:file"),
  /** What has aired, again: `{airing}.m3u8`, and below it each rendition. */
  /** A favourite piece of the library: `{asset}.m3u8`, and the files that it names. */
  publicPiece: routeOf("/replay/piece/:file{[a-z0-9-]+\\.m3u8}", (asset: AssetId) => [`${asset}.m3u8`]),
  publicPieceFile: route("/replay/piece/:asset/:path{.+}"),
  replay: routeOf("/replay/:file{.+\\.m3u8}", (airing: AiringId) => [`${airing}.m3u8`]),
  /** What a channel aired in `[from, to)`, Unix seconds, and below it each rendition. */
  span: routeOf(
    "/replay/:channel/:span{[0-9]{1,10}-[0-9]{1,10}\\.m3u8}",
    (channel: ChannelId, from: Second, to: Second) => [channel, `${from}-${to}.m3u8`],
  ),
  spanRendition: routeOf(
    "/replay/:channel/:span{[0-9]{1,10}-[0-9]{1,10}}/:rendition/index.m3u8",
    (channel: ChannelId, span: { from: Second; to: Second }, rendition: RenditionId) => [
      channel,
      `${span.from}-${span.to}`,
      rendition,
    ],
  ),
  guide: route("/api/v1/channels/:channel/guide"),
  now: route("/api/v1/channels/:channel/now"),
  /** What can be watched again. */
  shelf: route("/api/v1/channels/:channel/shelf"),
  favourite: route("/api/v1/channels/:channel/shelf/:asset"),
  programme: route("/api/v1/channels/:channel/programmes/:slug"),
  people: route("/api/v1/channels/:channel/people"),
  person: route("/api/v1/channels/:channel/people/:slug"),
  shows: route("/api/v1/channels/:channel/shows"),
  show: route("/api/v1/channels/:channel/shows/:slug"),
  search: route("/api/v1/channels/:channel/search"),
  /** A picture of a person or a show. */
  picture: route("/pictures/:id"),
  /** The guide for other programs: XMLTV, iCalendar, and a channel list that names the first. */
  epg: routeOf("/epg/:feed", (channel: ChannelId, format: "xml" | "ics" | "m3u") => [`${channel}.${format}`]),
  /** Leads an IPTV player to what it catches up on, which it knows by its times. */
  catchUp: routeOf(
    "/epg/:channel/:span{[0-9]{1,10}-[0-9]{1,10}\\.m3u8}",
    (channel: ChannelId, from: Second, to: Second) => [channel, `${from}-${to}.m3u8`],
  ),
  /** One programme as a calendar file. */
  programmeCalendar: routeOf("/schedule/:file{.+\\.ics}", (slug: string) => [`${slug}.ics`]),
  /** The episodes of a show, and what a person is in, as calendars to subscribe to. */
  showCalendar: routeOf("/shows/:file{.+\\.ics}", (slug: string) => [`${slug}.ics`]),
  personCalendar: routeOf("/people/:file{.+\\.ics}", (slug: string) => [`${slug}.ics`]),
  /** A picture of a piece, by what is in it. */
  poster: route("/posters/:file"),
  /** The player alone, for pages of others: the channel, and an airing that has aired. */
  embedLive: "/embed/",
  embed: route("/embed/:airing"),
  oembed: "/oembed",
  openapi: "/api/v1/openapi.json",
  /** The same for people to read. */
  apiPage: "/api/v1/docs",
  // For a guest, who shows the token of a link.
  guestPage: route("/guest/:token"),
  /** Leads into the meeting when it is time. */
  guestJoin: route("/guest/:token/join"),
  guest: route("/api/v1/guests/:token"),
  guestEvents: route("/api/v1/guests/:token/events"),
  /** POST: the guest's set-up is checked. DELETE: no longer. */
  guestCheck: route("/api/v1/guests/:token/check"),
  /** What the station receives, while the guest's set-up is checked. */
  guestPreview: routeOf("/api/v1/guests/:token/preview/:path{.+}", (token: string) => [token, "index.m3u8"]),
  // For producers.
  session: "/api/v1/session",
  control: route("/api/v1/channels/:channel/control"),
  controlSocket: route("/api/v1/channels/:channel/control/socket"),
  asRun: route("/api/v1/channels/:channel/as-run"),
  takes: route("/api/v1/channels/:channel/takes"),
  release: route("/api/v1/channels/:channel/release"),
  /** POST: a warning is dismissed. DELETE: all are shown again. */
  dismissals: route("/api/v1/channels/:channel/dismissals"),
  library: "/api/v1/library",
  /** POST: a span of what aired, or of a piece, becomes a piece. */
  pieceSpans: "/api/v1/library/spans",
  /** A piece as plain HLS, for who makes programmes. */
  piecePreview: routeOf("/api/v1/library/:asset/:path{.+\\.(?:m3u8|mp4|m4s)}", (asset: AssetId) => [
    asset,
    "index.m3u8",
  ]),
  /** POST: a film is uploaded, by the tus protocol. GET: what is being uploaded. */
  uploads: "/api/v1/library/uploads",
  upload: route("/api/v1/library/uploads/:upload"),
  /** GET: a piece, and where it is used. PATCH: what is known of it is changed. DELETE: it leaves the library. */
  piece: route("/api/v1/library/:asset"),
  /** PUT: a picture for a piece. DELETE: it has none. */
  piecePoster: route("/api/v1/library/:asset/poster"),
  /** POST: a recording is to come into the library. GET: how far such are. */
  imports: "/api/v1/library/imports",
  /** DELETE: it is given up. */
  importOf: route("/api/v1/library/imports/:import"),
  events: "/api/v1/events",
  rehearsal: route("/api/v1/events/:airing/rehearsal"),
  /** What a read-through of the coming days is made from. */
  readThrough: "/api/v1/rehearsal",
  /** PUT: what the livestream of its meeting looks like from now on. */
  layout: route("/api/v1/events/:airing/layout"),
  /** What makes somebody the host of its meeting: a secret. */
  hostKey: route("/api/v1/events/:airing/host-key"),
  invites: route("/api/v1/events/:airing/invites"),
  guests: route("/api/v1/events/:airing/guests"),
  guestNote: route("/api/v1/events/:airing/guest-note"),
  /** POST: the links that were given out open nothing any more. */
  guestLinksRevoked: route("/api/v1/events/:airing/guest-links/revoke"),
  inputKey: route("/api/v1/events/:airing/input-key/rotation"),
  encoders: "/api/v1/encoders",
  encoderKey: route("/api/v1/encoders/:encoder/key"),
  encoderRotation: route("/api/v1/encoders/:encoder/key/rotation"),
  /** When each vendor's webhooks were last heard. */
  hooksHeard: "/api/v1/hooks",
  /** What was lost on its way to the station, and put right by itself. */
  healings: "/api/v1/healings",
  /** Who is told of news. Their addresses are secrets: each has a name. */
  subscribers: "/api/v1/subscribers",
  /** POST: a test is sent to one of them. */
  subscriberTest: route("/api/v1/subscribers/:subscriber/test"),
  /** POST: a room to try a push with, which nothing puts on air. */
  trialRooms: "/api/v1/trial-rooms",
  roomsSeen: "/api/v1/rooms",
  roomPreview: routeOf("/api/v1/rooms/:room/:path{.+}", (room: RoomId) => [room, "index.m3u8"]),
  // For operators.
  /** GET: all that the station knows, as an archive. POST: an archive is put back. */
  archive: "/api/v1/archive",
  // For the programming team, beside an entry in Contentful: requests signed by Contentful.
  sidebarPage: "/contentful/sidebar/",
  sidebarEvent: route("/api/v1/contentful/events/:airing"),
  /** POST: something is done with the event. */
  sidebarDeeds: route("/api/v1/contentful/events/:airing/deeds"),
  // For our containers, with their bearer tokens.
  /** Channel time: the first channel's, for those that serve all of them, and each channel's own. */
  clock: "/origin/v1/clock",
  channelClock: route("/origin/v1/channels/:channel/clock"),
  proposal: route("/origin/v1/channels/:channel/seconds/:second"),
  originSocket: route("/origin/v1/channels/:channel/socket"),
  originRundown: route("/origin/v1/channels/:channel/rundown"),
  originSlate: "/origin/v1/slate",
  pulls: "/origin/v1/schedule/pulls",
  admissions: "/origin/v1/schedule/admissions",
  /** POST: an index has come into the library. It carries nothing: the schedule reads the index where it lies. */
  assetNotice: route("/origin/v1/schedule/assets/:asset"),
  /** POST: a file lies in ingest's watched folder. */
  arrivals: "/origin/v1/schedule/arrivals",
  /** The piece that was made of this very file. */
  pieceOfDigest: route("/origin/v1/schedule/digests/:digest"),
  /** A recording that waits in the bucket for being fetched. */
  waitingObject: routeOf("/origin/v1/schedule/objects/:key{.+}", (key: string) => [
    key.split("/").map(encodeURIComponent).join("/"),
  ]),
  assetIndex: route("/origin/v1/assets/:asset/index.json"),
  assetChunk: routeOf("/origin/v1/assets/:asset/:file", (asset: AssetId, chunk: number) => [
    asset,
    `${chunk}.chunk`,
  ]),
  /** A chunk of an asset whose index has a source: the address carries the mark of its media. */
  markedChunk: routeOf(
    "/origin/v1/assets/:asset/:mark/:file",
    (asset: AssetId, mark: ChunkFolder, chunk: number) => [asset, mark, `${chunk}.chunk`],
  ),
  // Ingest.
  rooms: "/rooms",
  roomStatus: route("/rooms/:room"),
  roomSecond: route("/rooms/:room/:second{[0-9]{1,10}}"),
  roomNews: route("/rooms/:room/events"),
  roomReadings: route("/rooms/:room/readings"),
  roomEcho: route("/rooms/:room/echo"),
  allNews: "/events",
  roomMultivariant: route("/rooms/:room/index.m3u8"),
  roomPlaylist: route("/rooms/:room/:rendition/index.m3u8"),
  roomInit: route("/rooms/:room/:rendition/init.mp4"),
  roomSegment: route("/rooms/:room/:rendition/:file{[0-9]{1,10}\\.m4s}"),
  /** PUT: a file. POST: where ingest finds one. */
  libraryPiece: route("/library/:asset"),
  conformJobs: "/conform",
  conformJob: route("/conform/:job"),
  // Webhooks.
  contentfulHook: "/hooks/contentful",
  zoomHook: "/hooks/zoom",
  streamHook: "/hooks/stream",
} as const;
