import { type RouteConfig, z } from "@hono/zod-openapi";
import { ChannelId, HouseVersion, RenditionId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { FOR_EVERYBODY, REFUSED } from "./answers.ts";

const Channel = z.object({ channel: ChannelId });
const Rendition = Channel.extend({ rendition: RenditionId });
const file = { file: z.string().regex(/^\d{1,10}\.m4s$/) };
const File = Rendition.extend(file);
const Version = Rendition.extend({ version: HouseVersion });
const playlist = { description: "An HLS playlist.", content: { "application/vnd.apple.mpegurl": {} } };
const media = {
  description: "Fragmented MP4: a picture or a sound.",
  content: { "video/mp4": {}, "audio/mp4": {} },
};
const common = { method: "get" as const, tags: ["viewers"], security: FOR_EVERYBODY };
const elsewhere = {
  302: { description: "The address without a query that means nothing here." },
  404: REFUSED.unknown,
  429: REFUSED.tooMany,
};
const refused = { ...elsewhere, 405: REFUSED.any };
/** Where readers wait, there may be no place for another. */
const waiting = { ...refused, 503: REFUSED.any };

/** The doors of the viewers' Worker. That Worker answers them. This Worker only describes them. */
export const viewersDoors: readonly RouteConfig[] = [
  {
    ...common,
    path: routes.multivariant.template,
    operationId: "readMultivariantPlaylist",
    summary: "The channel: what a player opens",
    request: { params: Channel },
    responses: { 200: playlist, ...refused },
  },
  {
    ...common,
    path: routes.mediaPlaylist.template,
    operationId: "readMediaPlaylist",
    summary: "One rendition, live; with the directives of low-latency HLS it waits for what is asked",
    request: {
      params: Rendition,
      query: z.object({ _HLS_msn: z.int().min(0).optional(), _HLS_part: z.int().min(0).optional() }),
    },
    responses: { 200: playlist, 400: REFUSED.malformed, ...waiting },
  },
  {
    ...common,
    path: routes.versionInit.template,
    operationId: "readInitSegmentOfVersion",
    summary: "Init segment of a rendition in one version of the house format",
    request: { params: Version },
    responses: { 200: media, ...refused },
  },
  {
    ...common,
    path: routes.versionPart.template,
    operationId: "readPartOfVersion",
    summary: "One second of a rendition in one version of the house format: {second}.m4s",
    request: { params: Version.extend(file) },
    responses: { 200: media, ...waiting },
  },
  {
    ...common,
    path: routes.versionSegment.template,
    operationId: "readSegmentOfVersion",
    summary: "One segment of a rendition in one version of the house format: {segment}.m4s",
    request: { params: Version.extend(file) },
    responses: { 200: media, ...refused },
  },
  {
    ...common,
    path: routes.liveInit.template,
    operationId: "readInitSegment",
    summary: "Init segment of a rendition",
    request: { params: Rendition },
    responses: { 200: media, ...refused },
  },
  {
    ...common,
    path: routes.livePart.template,
    operationId: "readPart",
    summary: "One second of a rendition: {second}.m4s",
    request: { params: File },
    responses: { 200: media, ...waiting },
  },
  {
    ...common,
    path: routes.liveSegment.template,
    operationId: "readSegment",
    summary: "One segment of a rendition: {segment}.m4s",
    request: { params: File },
    responses: { 200: media, ...refused },
  },
  {
    ...common,
    path: routes.replay.template,
    operationId: "readReplayPlaylist",
    summary: "What has aired, again: {airing}.m3u8, and below it {airing}/{rendition}/index.m3u8",
    request: { params: z.object({ file: z.string() }) },
    responses: { 200: playlist, ...elsewhere },
  },
  {
    ...common,
    path: routes.publicPiece.template,
    operationId: "readFavouritePlaylist",
    summary: "A favourite of the shelf, as plain HLS: {asset}.m3u8",
    request: { params: z.object({ file: z.string() }) },
    responses: { 200: playlist, ...elsewhere },
  },
  {
    ...common,
    path: routes.publicPieceFile.template,
    operationId: "readFavouriteFile",
    summary: "A playlist or media of a favourite, as its playlist names them",
    request: { params: z.object({ asset: z.string(), path: z.string() }) },
    responses: { 200: media, ...elsewhere },
  },
  {
    ...common,
    path: routes.span.template,
    operationId: "readSpanPlaylist",
    summary: "What the channel aired in a span of its past: {from}-{to}.m3u8, in Unix seconds",
    request: { params: Channel.extend({ span: z.string().regex(/^\d{1,10}-\d{1,10}\.m3u8$/) }) },
    responses: { 200: playlist, ...elsewhere },
  },
  {
    ...common,
    path: routes.spanRendition.template,
    operationId: "readSpanMediaPlaylist",
    summary: "One rendition of a span of the channel's past",
    request: { params: Rendition.extend({ span: z.string().regex(/^\d{1,10}-\d{1,10}$/) }) },
    responses: { 200: playlist, ...elsewhere },
  },
];
