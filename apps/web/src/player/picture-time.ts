import { computed, signal } from "@preact/signals";
import { nowSecond } from "../feed/clock.ts";
import { guide, nowHistory } from "../feed/station-feed.ts";
import { onScreenAt } from "../feed/on-screen.ts";

/** Channel second of the picture; undefined while there is none. */
export const pictureSecond = signal<number | undefined>(undefined);

/** The second the page speaks of: the picture's, for the title changes with it; without a picture the clock's. */
export const shownSecond = computed(() => pictureSecond.value ?? nowSecond.value);

/** What is on in that second. */
export const onScreen = computed(() => onScreenAt(nowHistory.value, guide.value, shownSecond.value));
