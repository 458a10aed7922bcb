/** Slots of each runner. */
export const SLOTS = 2;
