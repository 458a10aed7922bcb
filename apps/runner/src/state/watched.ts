import { ALL_LIFECYCLE, ALL_QUEUES } from '@reprise/contracts';

/** Subject filters that every runner follows. */
export const WATCHED = [ALL_LIFECYCLE, ALL_QUEUES];
