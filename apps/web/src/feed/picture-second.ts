import type { Second } from "@nonstop/contract/time";
import { signal } from "@preact/signals";

/**
 * The channel second of the picture on the screen. A picture that stands still, paused or lost, keeps its second: it is still
 * what the viewer looks at. Undefined before the first picture.
 */
export const pictureSecond = signal<Second | undefined>(undefined);
