import { computed } from "@preact/signals";
import { nowSecond } from "../feed/clock.ts";
import { onScreenAt } from "../feed/on-screen.ts";
import { pictureSecond } from "../feed/picture-second.ts";
import { guide, told } from "../feed/station-feed.ts";

/** The second that the page describes: the picture's, so that titles change with it, or the clock's before the first picture. */
export const shownSecond = computed(() => pictureSecond.value ?? nowSecond.value);

/** What is on in that second. */
export const onScreen = computed(() => onScreenAt(told.value, guide.value, shownSecond.value));
