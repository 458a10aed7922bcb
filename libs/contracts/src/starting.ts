/**
 * Reason why a runner that has not read the log yet claims no jobs. In a file without zod, because the page loads it
 * first.
 */
export const STARTING = 'It is starting.';

type Slots = { readonly slots_taken: number; readonly holds_back: string | null };

/** Slots taken by a runner's jobs; null until it has read the log. */
export const knownSlotsTaken = ({ slots_taken, holds_back }: Slots): number | null =>
  holds_back === STARTING ? null : slots_taken;
