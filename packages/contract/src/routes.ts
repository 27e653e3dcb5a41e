/** Paths that cross a process boundary. Parameters are not escaped: the names of `names.ts` need none. */
export const routes = {
  // For everybody.
  multivariant: (channel: string) => `/live/${channel}/index.m3u8`,
  mediaPlaylist: (channel: string, rendition: string) => `/live/${channel}/${rendition}/index.m3u8`,
  /** What has aired, again. */
  replay: (airing: string) => `/replay/${airing}.m3u8`,
  guide: (channel: string) => `/api/v1/channels/${channel}/guide`,
  now: (channel: string) => `/api/v1/channels/${channel}/now`,
  /** The guide for other programs: XMLTV, iCalendar, and a channel list that names the first. */
  epg: (channel: string, format: "xml" | "ics" | "m3u") => `/epg/${channel}.${format}`,
  programme: (channel: string, slug: string) => `/api/v1/channels/${channel}/programmes/${slug}`,
  // For producers.
  session: "/api/v1/session",
  control: (channel: string) => `/api/v1/channels/${channel}/control`,
  controlSocket: (channel: string) => `/api/v1/channels/${channel}/control/socket`,
  asRun: (channel: string) => `/api/v1/channels/${channel}/as-run`,
  takes: (channel: string) => `/api/v1/channels/${channel}/takes`,
  release: (channel: string) => `/api/v1/channels/${channel}/release`,
  library: "/api/v1/library",
  events: "/api/v1/events",
  roomPreview: (room: string) => `/api/v1/rooms/${room}/index.m3u8`,
  // For our containers, with their bearer tokens.
  clock: "/origin/v1/clock",
  proposal: (channel: string, second: number) => `/origin/v1/channels/${channel}/seconds/${second}`,
  originSocket: (channel: string) => `/origin/v1/channels/${channel}/socket`,
  originRundown: (channel: string) => `/origin/v1/channels/${channel}/rundown`,
  originSlate: "/origin/v1/slate",
  pulls: "/origin/v1/pulls",
  assetIndex: (asset: string) => `/origin/v1/assets/${asset}/index.json`,
  assetChunk: (asset: string, chunk: number) => `/origin/v1/assets/${asset}/${chunk}.chunk`,
  // Ingest.
  rooms: "/rooms",
  roomSecond: (room: string, second: number) => `/rooms/${room}/${second}`,
  roomNews: (room: string) => `/rooms/${room}/events`,
  allNews: "/events",
  /** PUT: a file. POST: where ingest finds one. */
  libraryPiece: (asset: string) => `/library/${asset}`,
  conformJob: (job: string) => `/conform/${job}`,
  // Webhooks.
  contentfulHook: "/hooks/contentful",
  zoomHook: "/hooks/zoom",
  streamHook: "/hooks/stream",
} as const;
