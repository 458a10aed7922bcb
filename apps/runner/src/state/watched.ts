import { ALL_LIFECYCLE, ALL_QUEUES } from '@reprise/contracts';

/** Subject filters of what every runner follows. */
export const WATCHED = [ALL_LIFECYCLE, ALL_QUEUES];
