/** For so many days a viewer may go back in the guide and see what aired. Feeds list as many, and the as-run reaches further. */
export const CATCH_UP_DAYS = 14;

/** The longest span of the channel's past that is played as one. */
export const MAX_CATCH_UP_SECONDS = 86_400;
