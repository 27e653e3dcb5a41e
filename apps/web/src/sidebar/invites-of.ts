/** One guest's invite as it is copied, and whose it is. */
export type Invite = { to: string; text: string };

/** The line that stands between two invites in an entry. */
const BETWEEN = /\n-{20,}\n+/;

/** The invites of an entry, one by one. One whose beginning does not say whose it is, is everybody's. */
export function invitesOf(text: string): Invite[] {
  return text
    .split(BETWEEN)
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .map((each) => ({ to: /^To: (.+?)(?: <[^>]*>)?$/m.exec(each)?.[1] ?? "everybody", text: each }));
}
