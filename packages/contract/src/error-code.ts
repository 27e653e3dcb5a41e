import { z } from "zod";

/** What a refusal means: closed, stable, so that clients may switch on it. Each server answers some of these. */
export const ErrorCode = z.enum([
  // Requests.
  /** A path part, a field or the body has not the form it must have; `field` names it. */
  "malformed",
  /** The framework could not read the request. */
  "bad-request",
  /** A query parameter is missing, wrong or out of bounds. */
  "bad-query",
  /** The body is larger than the server reads. */
  "too-large",
  /** The body is empty. */
  "empty",
  /** The upload broke off before its end. */
  "upload-broken",
  /** More requests from one address than the server bears. */
  "too-many",
  /** The server holds as much as it bears; in a second it may hold less. */
  "busy",
  /** Only GET and HEAD are served here. */
  "read-only",
  /** The address is that of a WebSocket, and the request asks for none. */
  "not-a-socket",
  /** What is asked for is not had in that format. */
  "no-such-format",
  /** Nothing is served at the address. */
  "no-such-path",
  /** The server failed in a way nobody foresaw; its log says how. */
  "internal",

  // Who asks.
  /** The request says not who asks, or what it says is wrong. */
  "unauthorized",
  /** The one who asks is known, and may not do this. */
  "forbidden",
  /** A page of another site sent the request. */
  "foreign-origin",
  /** The token to sign in with is not a producer's. */
  "wrong-token",

  // Guests.
  /** Nobody of ours made the guest's link. */
  "wrong-guest-link",
  /** The guest's link was good until some hours after its show. */
  "guest-link-expired",
  /** The team has made new links, or the guest is no longer expected. */
  "guest-link-revoked",
  /** A guest's set-up cannot be checked now. */
  "no-check-now",

  // Webhooks.
  /** The signature is missing or not ours. */
  "bad-signature",
  /** The signature is right and too old. */
  "stale-signature",
  /** The request is signed for another space, or for nobody. */
  "foreign-space",
  /** This very request was made before, and counted. */
  "repeated",
  /** It is for the producers of the event. */
  "not-producer",
  /** The webhook's secret is not set. */
  "not-set-up",
  /** An event of the programming team cannot be aired as it is. */
  "bad-event",

  // What viewers read.
  /** There is no such channel. */
  "unknown-channel",
  /** The channel or room has no such rendition. */
  "unknown-rendition",
  /** The guide has no such programme. */
  "unknown-programme",
  /** Nobody, or no show, has the address. */
  "unknown-name",
  /** There is no such picture. */
  "unknown-picture",
  /** The schedule does not answer, and what is asked is told by nobody else. */
  "schedule-away",
  /** An LL-HLS directive has not the form it must have. */
  "bad-directive",
  /** A blocking reload asks for more than two segments ahead. */
  "too-far",
  /** A blocking reload waited, and the segment did not come. */
  "not-in-time",
  /** As many players as the server bears wait already. */
  "full-house",
  /** That part, segment or replay comes later. */
  "not-yet",
  /** That part, segment or file never existed and never will. */
  "never-was",
  /** That part or segment existed, and is not kept any more. */
  "gone",
  /** The address names no replay. */
  "no-replay",
  /** The programme has not aired. */
  "never-aired",

  // The control room.
  /** The operator looked at a picture that is too old to act on. */
  "stale-take",
  /** Nobody knows the room. */
  "unknown-room",
  /** The room belongs to a show, and may be on air only around that. */
  "outside-window",
  /** No such warning stands any more. */
  "unknown-warning",
  /** The warning says something else than what was read. */
  "warning-changed",
  /** The station has no such encoder. */
  "unknown-encoder",
  /** The schedule has no such event. */
  "unknown-event",
  /** The event has no meeting. */
  "no-meeting",
  /** The show is not live. */
  "not-live",
  /** A vendor would not, or did not answer. */
  "vendor-failed",
  /** The event has no live input. */
  "no-input",
  /** The library has no such asset. */
  "unknown-asset",
  /** A room's preview has no such file. */
  "no-preview",
  /** Ingest does not answer, so there is no preview. */
  "ingest-unreachable",
  /** Ingest answers with a refusal of its own. */
  "ingest-refused",

  // Archives.
  /** The archive cannot be read: it is cut off, of another kind, or of a later version. */
  "bad-archive",
  /** The station has a schedule of its own, and was not told to give it up. */
  "not-empty",

  // Our containers.
  /** The channel has no rundown yet. */
  "no-rundown",
  /** The room does not offer that second. */
  "no-such-second",
  /** The room has offered nothing yet. */
  "nothing-yet",
  /** The edge does not answer, so the library cannot be read or written. */
  "edge-unreachable",

  // The library.
  /** The library has no such file. */
  "no-such-file",
  /** Nobody of that name is told of news. */
  "no-such-subscriber",
  /** The asset exists with other bytes; what aired does not change. */
  "immutable",
  /** The asset is on air, or soon: its media does not change under it. */
  "asset-on-air",
  /** The asset exists already. */
  "asset-exists",
  /** The piece is used, so it cannot be deleted. */
  "asset-used",
  /** What was sent is no picture, or no film. */
  "not-media",
  /** The asset is being conformed now. */
  "asset-busy",
  /** As many files as may wait to be conformed wait already. */
  "queue-full",
  /** No such recording is on its way. */
  "unknown-import",
  /** There is no such job of conforming. */
  "unknown-job",
  /** The disk has no room for the file. */
  "disk-full",
  /** The asset is not in the house format of the station. */
  "not-house-format",
  /** The index of an asset names chunks that are not there. */
  "chunks-missing",

  // The sandbox.
  /** There is no such meeting. */
  "unknown-meeting",
  /** That guest is not in the meeting. */
  "unknown-guest",
  /** A guest is described in a form that cannot be read. */
  "bad-guest",
  /** A fault is described in a form that cannot be read. */
  "bad-fault",
  /** The host has not started the meeting. */
  "waiting-for-host",
  /** The host of the meeting holds as many others as the plan allows. */
  "host-elsewhere",
  /** The meeting lets in only who has signed in. */
  "sign-in-needed",
  /** The meeting pushes no picture now. */
  "not-pushing",
  /** The link to a meeting has a wrong passcode. */
  "wrong-passcode",
  /** A guest's name is empty or too long. */
  "bad-name",
]);
export type ErrorCode = z.infer<typeof ErrorCode>;
