/** Reason why a runner that has not read the log yet takes no jobs. In a file without zod: the page loads it first. */
export const STARTING = 'It is starting.';

type Slots = { readonly slots_taken: number; readonly holds_back: string | null };

/** Slots that the jobs of a runner take; null before it has read the log, which says what they are. */
export const knownSlotsTaken = ({ slots_taken, holds_back }: Slots): number | null =>
  holds_back === STARTING ? null : slots_taken;
