import type { GuestLine } from "@nonstop/schedule/read-through/guest-lines";
import type { JSX } from "preact";

const MAILS = {
  sent: "told by mail",
  waiting: "mail on its way",
  refused: "mail refused",
  none: "no mail",
} as const;

/** What each guest of the days will be told. */
export function GuestsTold({ guests }: { guests: readonly GuestLine[] }): JSX.Element {
  return (
    <section class="guests-told" aria-label="What guests are told">
      <h2 class="label">What guests are told</h2>
      {guests.length === 0 && <p class="quiet">Nobody is invited in these days.</p>}
      {guests.length > 0 && (
        <div class="scrolls" tabIndex={0} role="group" aria-label="Guests, by start">
          <table>
            <thead>
              <tr>
                <th scope="col">Guest</th>
                <th scope="col">Show</th>
                <th scope="col">What they read</th>
                <th scope="col">Invitation</th>
                <th scope="col">Set-up</th>
              </tr>
            </thead>
            <tbody>
              {guests.map((guest) => (
                <tr key={`${guest.airing} ${guest.name}`}>
                  <th scope="row">
                    <bdi>{guest.name}</bdi>
                  </th>
                  <td>
                    <bdi>{guest.title}</bdi>
                  </td>
                  <td>{guest.when}</td>
                  <td class={guest.hasLink && guest.hasAddress !== false ? "" : "problem"}>
                    {inviteWords(guest)}
                  </td>
                  <td class={guest.setUp === "not-ready" ? "problem" : ""}>{setUpWords(guest)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function inviteWords({ hasLink, hasAddress, mail }: GuestLine): string {
  const link = hasLink ? "link ready" : "no link yet";
  return `${link}, ${hasAddress === false ? "no mail address" : MAILS[mail]}`;
}

function setUpWords({ setUp }: GuestLine): string {
  if (setUp === undefined) return "not tried";
  return setUp === "ready" ? "good" : "not right";
}
