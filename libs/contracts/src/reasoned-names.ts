import * as z from 'zod';
import { deletionsOfWings } from './catalogue.ts';
import { commandNames } from './commands/command-names.ts';

/** Deletions of inputs. They are not commands of the catalogue, but may also require a reason. */
export const inputDeletions = { ...deletionsOfWings, remove_input: 'remove a registered input' } as const;
export type InputDeletion = keyof typeof inputDeletions;

/** Commands and deletions that may require a reason. */
export const reasonedNames = [...commandNames, ...(Object.keys(inputDeletions) as InputDeletion[])] as const;
export const ReasonedName = z.enum(reasonedNames);
export type ReasonedName = z.infer<typeof ReasonedName>;

/** Commands that always require a reason, regardless of the settings. */
export const alwaysReasoned: readonly ReasonedName[] = ['abandon'];
