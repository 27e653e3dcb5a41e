/** Clean seconds, the current one included, before a lost or new room is (back) on air. */
export const MIN_CLEAN_SECONDS = 3;

/** The same for a take: the operator has looked at the room. */
export const MIN_CLEAN_SECONDS_OF_TAKE = 2;
