/** One JSON line per event, in the words of the glossary. Never give it a link, a passcode, a key, a token, or a vendor's error text. */
export function log(
  event: string,
  details: Readonly<Record<string, string | number | boolean | undefined>> = {},
): void {
  console.log(JSON.stringify({ event, ...details }));
}
