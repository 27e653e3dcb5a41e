import { createHash } from "node:crypto";
import { z } from "zod";
import { hostOf } from "./meeting.ts";
import type { Meeting } from "./meeting.ts";
import type { Zoom } from "./zoom-room.ts";

const domainOf = (email: string): string => email.slice(email.lastIndexOf("@"));

/** A user of the account. The account has its host and everybody of the host's mail domain. */
export type User = { id: string; email: string; isLicensed: boolean };

const MailAddress = z.email();

/** The user whom a path or a setting names by mail address or id. */
export function userNamed(zoom: Pick<Zoom, "settings" | "faults">, name: string): User | undefined {
  const host = zoom.settings.hostUser;
  const email = hostOf(host).hostId === name ? host : name;
  const isColleague = MailAddress.safeParse(email).success && domainOf(email) === domainOf(host);
  if (email !== host && !isColleague) return undefined;
  const isLicensed = !zoom.faults().unlicensed.includes(email);
  return { id: hostOf(email).hostId, email: hostOf(email).hostEmail, isLicensed };
}

/** The key with which somebody who is in a meeting of this user becomes its host: six digits. */
export function hostKeyOf(user: Pick<User, "email">): string {
  const number = createHash("sha256").update(`host key of ${user.email}`).digest().readUInt32BE(0);
  return String(100_000 + (number % 900_000));
}

/** Whether a user, by mail address, comes into a meeting as its host. */
export const mayHost = (meeting: Meeting, email: string): boolean =>
  [meeting.hostEmail, ...alternativeHosts(meeting.settings["alternative_hosts"])].includes(email);

/** The mail addresses and ids of alternative hosts, which are written with semicolons between them. */
const alternativeHosts = (list: unknown): string[] =>
  typeof list === "string"
    ? list
        .split(";")
        .map((each) => each.trim())
        .filter((each) => each !== "")
    : [];

/** The first of the alternative hosts whom Zoom does not take: no user of the account, without a licence, or the host. */
export function refusedAlternativeHost(
  zoom: Pick<Zoom, "settings" | "faults">,
  list: unknown,
  hostId: string,
): string | undefined {
  return alternativeHosts(list).find((name) => {
    const user = userNamed(zoom, name);
    return user === undefined || !user.isLicensed || user.id === hostId;
  });
}
