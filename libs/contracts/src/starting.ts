/**
 * Reason why a runner that has not read the log yet claims no jobs. Does not import zod, because the page loads this
 * file first.
 */
export const STARTING = 'It is starting.';

type Slots = { readonly slots_taken: number; readonly holds_back: string | null };

/** Slots taken by a runner's jobs; null until it has read the log. */
export const knownSlotsTaken = ({ slots_taken, holds_back }: Slots): number | null =>
  holds_back === STARTING ? null : slots_taken;
