/** Parts of which wings make their contract. No file behind it imports the catalogue, which imports the wings. */
export { READING, type Right } from './access/right.ts';
export { Reason } from './commands/descriptor.ts';
export { defineEvents } from './events/definition.ts';
export { ReasonGiven } from './events/fields.ts';
export { text } from './inputs.ts';
export { wrongField } from './problem-example.ts';
export { page } from './views/details.ts';
export type { ContractWing } from './wing.ts';
export { GATEWAY } from './writers.ts';
