/**
 * Composes the wings of this system, except for their routes (`routes/catalogue.ts`). The event catalogue is built from
 * it. No other file of the contracts imports a wing; see decision 140.
 */
import { accounts } from '@reprise/accounts/contract';
import { approvals } from '@reprise/approvals/contract';
import { samples } from '@reprise/samples/contract';

export const accessEventsOfWings = { ...accounts.accessEvents, ...approvals.accessEvents };
export const inputEventsOfWings = { ...samples.inputEvents };
export const deletionsOfWings = { ...samples.deletions };
