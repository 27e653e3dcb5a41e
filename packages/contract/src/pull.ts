import { z } from "zod";
import { RoomId } from "./names.ts";
import { Second } from "./time.ts";

const MAX_ADDRESS_LENGTH = 2048;
/** Names that mean a machine of one's own network, whoever asks. */
const INSIDE = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|test|invalid|onion|arpa)$/;

/** The parts of an address, as `URL` has them. */
type Address = Readonly<Record<"href" | "protocol" | "username" | "password" | "hostname" | "port", string>>;

/** What is wrong with the address of a source: for people, and without the address, which may carry a token. */
export type SourceProblem = { message: string; cure: string };

/**
 * Why an address cannot be pulled; undefined when it can be tried. `isLocal` lets this machine in, over http and on any port,
 * for a station that is being developed. What a name leads to is for ingest to find out.
 */
export function sourceProblem(url: Address, isLocal: boolean): SourceProblem | undefined {
  if (url.href.length > MAX_ADDRESS_LENGTH)
    return { message: `has more than ${MAX_ADDRESS_LENGTH} characters`, cure: "Give a shorter address." };
  if (url.username !== "" || url.password !== "")
    return {
      message: "has a user name or password before its host",
      cure: "Ask the source for an address with a token in its path or query instead.",
    };
  if (isLocal && isThisMachine(url)) return undefined;
  if (url.protocol !== "https:")
    return { message: "does not begin with https://", cure: "Give the https address of the HLS playlist." };
  const cure = "Give an address that anybody on the Internet could reach by its name.";
  if (url.port !== "") return { message: "names a port", cure };
  if (isNumber(url.hostname)) return { message: "names a host by its number", cure };
  const host = url.hostname.replace(/\.$/, "");
  if (!host.includes(".") || INSIDE.test(host)) return { message: "leads into a private network", cure };
  return undefined;
}

/** What ingest is to pull, and when. The address is a secret. */
export const Pull = z.object({
  room: RoomId,
  url: z.url().max(MAX_ADDRESS_LENGTH),
  from: Second,
  to: Second,
  /**
   * It is a live input, which has nothing to pull until somebody sends to it: that is no fault. Another address of it leads to the
   * same pictures by another token.
   */
  isInput: z.literal(true).optional(),
});
export type Pull = z.infer<typeof Pull>;

/** `GET /origin/v1/schedule/pulls` (ingest only): what is to be pulled now or in the next minutes, `[from, to)`, by room. */
export const Pulls = z.object({ pulls: z.array(Pull) });
export type Pulls = z.infer<typeof Pulls>;

function isThisMachine({ protocol, hostname }: Address): boolean {
  const isHere = hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
  return isHere && (protocol === "http:" || protocol === "https:");
}

// However a number was written, `URL` has made four decimal ones of it.
function isNumber(hostname: string): boolean {
  return hostname.startsWith("[") || /^\d+(?:\.\d+){3}$/.test(hostname);
}
