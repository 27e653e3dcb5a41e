import type { InviteFacts } from "./invite.ts";

/** A show of a summer evening in Lisbon, its guest in New York; what a test is about, it says itself. */
export function facts(over: Partial<InviteFacts> = {}): InviteFacts {
  return {
    airing: {
      title: "The Edge of Things",
      summary: "Fifty milliseconds.",
      start: Date.UTC(2027, 6, 10, 19, 5) / 1000,
      end: Date.UTC(2027, 6, 10, 20, 0) / 1000,
      timezone: "Europe/Lisbon",
    },
    guest: { name: "Ana Lima", role: "Guest", timezone: "America/New_York" },
    coGuests: [{ name: "Lin Zhao", role: "Host" }, { name: "João" }],
    station: { name: "Nonstop", timezone: "Europe/Lisbon" },
    triesOut: true,
    link: "https://tv.example/guest/abc",
    dialIn: {
      numbers: [{ country: "Portugal", number: "+351 308 804 188" }],
      meeting: "81234567890",
      passcode: "123456",
    },
    watch: "https://tv.example/schedule/edge",
    preRollSeconds: 600,
    ...over,
  };
}
