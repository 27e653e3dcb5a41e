import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { BUNDLE_MEDIA_TYPE, decodeBundle } from "@nonstop/contract/bundle";
import { type ProposalAnswer, ProposalHeader } from "@nonstop/contract/proposal";
import { routes } from "@nonstop/contract/routes";
import { type ClockAnswer, MAX_SECOND } from "@nonstop/contract/time";
import { checkFragments } from "@nonstop/media/house-check";
import { channelOf, knownChannel } from "@nonstop/door/channel-of";
import type { Bound } from "../env.ts";
import { houseOf } from "@nonstop/house/house";
import { originOnly } from "@nonstop/door/origin-auth";
import { bodyWithin } from "@nonstop/door/body";
import { refusal } from "@nonstop/door/refusal";
import { wholeNumber } from "@nonstop/door/whole-number";

/** One second of the whole ladder is about 1.1 MB. */
const MAX_PROPOSAL_BYTES = 8_000_000;
/** A row of SQLite holds at most 2 MB. One second at 1080p that spends the encoder's whole buffer at once is 1.1 MB. */
const MAX_FRAGMENT_BYTES = 1_900_000;

const STATUS: Readonly<Record<ProposalAnswer["kind"], ContentfulStatusCode>> = {
  committed: 201,
  taken: 409,
  "stale-rundown": 409,
  "stale-takes": 409,
  "too-early": 425,
};

/** The door for our containers: clock, proposals, socket, rundown, slate. */
export function originRoutes(): Hono<Bound> {
  const app = new Hono<Bound>();
  app.use("/origin/*", async (c, next) => {
    await next();
    if (c.res.status !== 101) c.header("cache-control", "no-store");
  });
  app.get(routes.clock, originOnly("playout", "ingest"), async (c) =>
    c.json({ nowMs: await channelOf(c).nowMs() } satisfies ClockAnswer),
  );
  app.get(routes.originSlate, originOnly("playout", "ingest"), (c) =>
    c.body(houseOf(c.env).slateBundle, 200, { "content-type": BUNDLE_MEDIA_TYPE }),
  );
  app.use("/origin/v1/channels/:channel/*", originOnly("playout"), knownChannel);

  app.get(routes.channelClock.pattern, async (c) =>
    c.json({ nowMs: await channelOf(c).nowMs() } satisfies ClockAnswer),
  );

  app.post(routes.proposal.pattern, async (c) => {
    const second = wholeNumber(c.req.param("second"), MAX_SECOND);
    if (second === undefined)
      return refusal(400, "malformed", "second: not a Unix second", { field: "second" });
    const bytes = await bodyWithin(c.req.raw, MAX_PROPOSAL_BYTES);
    if (bytes === undefined)
      return refusal(413, "too-large", `A second is at most ${MAX_PROPOSAL_BYTES} bytes.`);
    const bundle = decodeBundle(bytes, ProposalHeader);
    if ("kind" in bundle) return refusal(400, "malformed", bundle.message, { field: "body" });
    const problem = proposalProblem(second, bundle.header, bundle.parts, houseOf(c.env).renditions);
    if (problem !== undefined)
      return refusal(400, "malformed", `${problem.field}: ${problem.reason}`, { field: problem.field });
    const answer = await channelOf(c).propose(bundle.header, Object.fromEntries(bundle.parts));
    return c.json(answer, STATUS[answer.kind]);
  });

  app.get(routes.originRundown.pattern, async (c) => {
    const rundown = await channelOf(c).rundown();
    return rundown === undefined
      ? refusal(404, "no-rundown", "The channel has no rundown yet.", {
          cure: "Air slate; it is pushed on the socket.",
        })
      : c.json(rundown);
  });

  app.get(routes.originSocket.pattern, (c) => {
    if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
      return refusal(426, "not-a-socket", "This is a WebSocket.", { cure: "Send Upgrade: websocket." });
    return channelOf(c).fetch("https://channel/playout", { headers: { upgrade: "websocket" } });
  });
  return app;
}

/** What is wrong with a proposal in itself. This is checked before we ask the channel whether the second is free. */
function proposalProblem(
  second: number,
  header: ProposalHeader,
  parts: ReadonlyMap<string, Uint8Array>,
  renditions: readonly string[],
): { field: string; reason: string } | undefined {
  if (header.second !== second)
    return { field: "header.second", reason: `is ${header.second}, not ${second}` };
  if (header.room.kind === "slate") {
    return parts.size === 0
      ? undefined
      : { field: "parts", reason: "slate carries none: the edge computes it" };
  }
  if (header.rank === 3) return { field: "header.rank", reason: "3 is slate, and the room is not" };
  for (const [rendition, bytes] of parts) {
    if (bytes.byteLength > MAX_FRAGMENT_BYTES)
      return {
        field: "parts",
        reason: `${rendition}: ${bytes.byteLength} bytes, at most ${MAX_FRAGMENT_BYTES}`,
      };
  }
  const check = checkFragments(Object.fromEntries(parts), second, renditions);
  return check.kind === "ok" ? undefined : { field: "parts", reason: check.reason };
}
