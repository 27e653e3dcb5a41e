import type { Presenter } from "@nonstop/contract/airing";

/** What people are called who lead through a programme. */
const HOSTS = /\b(?:host|co-?host|presenter|moderator|anchor|compere|newsreader)s?\b/i;

/** Whether somebody leads through the programme or is a guest of it: their role tells, and without one they present. */
export function creditOf({ role = "" }: Presenter): "presenter" | "guest" {
  return role.trim() === "" || HOSTS.test(role) ? "presenter" : "guest";
}
