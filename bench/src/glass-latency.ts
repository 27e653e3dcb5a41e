import type { Page } from "playwright-core";
import { readMarks, unwrapClock } from "@nonstop/sandbox/marks";

/**
 * Glass latency in ms: the wall clock while a picture is on the page's video element, minus the clock that the guest's
 * camera burnt into that picture. Undefined when the picture has no readable clock, as on the slate. A film's clock counts
 * its own time, so measure only while a guest is on air.
 */
export async function glassLatencyMs(page: Page): Promise<number | undefined> {
  const shot = await page.evaluate(() => {
    const video = document.querySelector("video");
    if (video === null || video.videoWidth === 0) return undefined;
    const canvas = new OffscreenCanvas(video.videoWidth, Math.ceil(video.videoHeight / 10));
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) return undefined;
    const shownAtMs = Date.now();
    context.drawImage(video, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    // The marks are black and white, so any channel is their luma. The luma travels as text, one letter for each pixel,
    // because a page that is busy with its measurement drops pictures and so spoils the latency.
    const letters: string[] = [];
    for (let at = 0; at < data.length; at += 4) letters.push(String.fromCharCode(data[at] ?? 0));
    return { shownAtMs, width: canvas.width, height: video.videoHeight, luma: btoa(letters.join("")) };
  });
  if (shot === undefined) return undefined;
  const marks = readMarks(Uint8Array.from(Buffer.from(shot.luma, "base64")), shot.width, shot.height);
  if (marks?.clockMs === undefined) return undefined;
  return shot.shownAtMs - unwrapClock(marks.clockMs, shot.shownAtMs);
}
