/**
 * The wings of this system, put together: what is below the catalog of events. Their routes are in `routes/catalogue.ts`. No
 * other file of the contracts knows a wing: decision 140.
 */
import { samples } from '@reprise/samples/contract';

export const inputEventsOfWings = { ...samples.inputEvents };
export const deletionsOfWings = { ...samples.deletions };
