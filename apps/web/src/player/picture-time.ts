import { computed, signal } from "@preact/signals";
import { nowSecond } from "../feed/clock.ts";
import { guide, nowHistory } from "../feed/station-feed.ts";
import { onScreenAt } from "../feed/on-screen.ts";

/** The channel second of the picture; undefined while there is none. */
export const pictureSecond = signal<number | undefined>(undefined);

/** The second that the page describes: the picture's, so that titles change with it, or the clock's without a picture. */
export const shownSecond = computed(() => pictureSecond.value ?? nowSecond.value);

/** What is on in that second. */
export const onScreen = computed(() => onScreenAt(nowHistory.value, guide.value, shownSecond.value));
