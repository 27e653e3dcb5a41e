import type { Page } from "playwright-core";
import { readMarks, unwrapClock } from "@nonstop/sandbox/marks";

/**
 * Glass latency, in ms: the wall clock when a picture stands on the page's video element, less the clock burnt into that
 * picture when the guest's camera "took" it. Undefined where the picture has no clock (slate, film).
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
    // The marks are black and white, so any channel is their luma. As text of one letter a picture element: a page that is
    // kept busy by its measurement loses pictures, and with them the latency that is to be measured.
    const letters: string[] = [];
    for (let at = 0; at < data.length; at += 4) letters.push(String.fromCharCode(data[at] ?? 0));
    return { shownAtMs, width: canvas.width, height: video.videoHeight, luma: btoa(letters.join("")) };
  });
  if (shot === undefined) return undefined;
  const marks = readMarks(Uint8Array.from(Buffer.from(shot.luma, "base64")), shot.width, shot.height);
  if (marks?.clockMs === undefined) return undefined;
  return shot.shownAtMs - unwrapClock(marks.clockMs, shot.shownAtMs);
}
