import type { Mailbox } from "@nonstop/invites/mail-address";
import { digestOf } from "./digest-of.ts";
import type { Settings } from "../../settings.ts";

/** The station as its invitations name it. */
export type InviteStation = {
  name: string;
  timezone: string;
  /** Of its pages, without a slash at its end. */
  origin: string;
  /** Makes UIDs and message ids its own. */
  host: string;
  preRollSeconds: number;
  /** Who its mails come from; undefined when it sends none. */
  from: Mailbox | undefined;
  /** Signs the links of guests' pages; empty when guests are sent into the meeting itself. */
  linkSecret: string;
  /** Another one when the secret is: guests' links are others then. */
  linkMark: string;
  overrunSeconds: number;
};

const NAME = "Nonstop";

export function inviteStation(
  { publicUrl, timezone, margins, guestLinkSecret }: Settings,
  from: Mailbox | undefined,
): InviteStation {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  return {
    name: from === undefined || from.name === "" ? NAME : from.name,
    timezone,
    origin: url?.origin ?? "",
    host: url?.hostname ?? "nonstop.invalid",
    ...margins,
    from,
    linkSecret: guestLinkSecret,
    linkMark: digestOf(guestLinkSecret),
  };
}
