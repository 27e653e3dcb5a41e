import type { Page } from "playwright-core";
import { lumaOfRgba, readMarks, unwrapClock } from "@nonstop/sandbox/marks";

/**
 * Glass latency, in ms: the wall clock when a picture stands on the page's video element, less the clock burnt into that
 * picture when the guest's camera "took" it. Undefined where the picture has no clock (slate, film).
 */
export async function glassLatencyMs(page: Page): Promise<number | undefined> {
  const shot = await page.evaluate(() => {
    const video = document.querySelector("video");
    if (video === null || video.videoWidth === 0) return undefined;
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = Math.ceil(video.videoHeight / 10);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) return undefined;
    const shownAtMs = Date.now();
    context.drawImage(video, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return { shownAtMs, width: canvas.width, height: video.videoHeight, rgba: Array.from(data) };
  });
  if (shot === undefined) return undefined;
  const marks = readMarks(lumaOfRgba(Uint8Array.from(shot.rgba)), shot.width, shot.height);
  if (marks?.clockMs === undefined) return undefined;
  return shot.shownAtMs - unwrapClock(marks.clockMs, shot.shownAtMs);
}
