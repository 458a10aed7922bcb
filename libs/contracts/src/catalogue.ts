/**
 * Composes the wings of this system, except their routes (`routes/catalogue.ts`), from which the event catalogue is
 * built. No other file of the contracts knows a wing: decision 140.
 */
import { accounts } from '@reprise/accounts/contract';
import { approvals } from '@reprise/approvals/contract';
import { samples } from '@reprise/samples/contract';

export const accessEventsOfWings = { ...accounts.accessEvents, ...approvals.accessEvents };
export const inputEventsOfWings = { ...samples.inputEvents };
export const deletionsOfWings = { ...samples.deletions };
