/** How wide a picture that is made of a frame may be. */
const MAX_WIDTH = 1280;
const QUALITY = 0.88;

/** What a video shows now, as a JPEG. Undefined when it shows nothing. */
export function frameOf(video: HTMLVideoElement): Promise<Blob | undefined> {
  const { videoWidth, videoHeight } = video;
  const canvas = document.createElement("canvas");
  const scale = Math.min(1, MAX_WIDTH / videoWidth);
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  const context = canvas.getContext("2d");
  if (videoWidth === 0 || context === null) return Promise.resolve(undefined);
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/jpeg", QUALITY));
}
