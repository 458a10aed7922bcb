/**
 * The wings of this system, put together. No other file of the contracts knows one, and a wing imports `for-wings.ts`
 * alone: decision 140.
 */
import { provenance } from '@reprise/provenance/contract';
import { samples } from '@reprise/samples/contract';

export const inputEventsOfWings = { ...samples.inputEvents };
export const deletionsOfWings = { ...samples.deletions };
export const routesOfWings = { ...provenance.routes, ...samples.routes };
export const schemasOfWings = { ...samples.schemas };
