import { oneLine } from "./one-line.ts";

/** One mailbox, with the name of whose it is; the name may be empty. */
export type Mailbox = { name: string; address: string };

/** RFC 5321 4.5.3.1: 64 octets before the @, 254 in all. Quoted local parts are not taken: nobody has one. Nor is half a character, which nothing can write. */
const ADDRESS =
  /^(?=.{3,254}$)[^\s@<>()[\]\\,;:"\p{Cc}\p{Cs}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]|\.(?=[\p{L}\p{N}]))*(?<=[\p{L}\p{N}])$/u;

/** A mail address as somebody typed it; undefined when it is none, so that nothing of it can reach a header. */
export function mailAddress(typed: string): string | undefined {
  const address = typed.trim();
  return ADDRESS.test(address) ? address : undefined;
}

/** `Name <address>`, `<address>` or `address`; undefined when it is none of these. */
export function mailbox(typed: string): Mailbox | undefined {
  const [, name = "", bracketed] = /^([^<>]*)<([^<>]+)>\s*$/.exec(typed) ?? [];
  const address = mailAddress(bracketed ?? typed);
  if (address === undefined) return undefined;
  return { name: bracketed === undefined ? "" : oneLine(name.replaceAll('"', "")), address };
}
