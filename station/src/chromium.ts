/** How tests, drills and the bench start Debian's Chromium: quiet on the network, allowed to play without a gesture. */
export const QUIET_CHROMIUM: { executablePath: string; args: string[] } = {
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
  ],
};
