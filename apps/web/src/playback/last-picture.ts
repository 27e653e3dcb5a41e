/** Draws the picture a video shows now onto a canvas. False when it shows none yet. */
export function keepPicture(video: HTMLVideoElement, canvas: HTMLCanvasElement): boolean {
  if (video.videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext("2d");
  if (context === null) return false;
  context.drawImage(video, 0, 0);
  return true;
}

/** Calls back when the video has put a picture on the screen. */
export function onNextPicture(video: HTMLVideoElement, callback: () => void): void {
  if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(callback);
  else (video as HTMLVideoElement).addEventListener("timeupdate", callback, { once: true });
}
