import * as z from 'zod';
import { commandNames } from './commands/command-names.ts';

/** Deletions of uploads and inputs, which are no commands of the catalogue and may require a reason too. */
export const inputDeletions = ['delete_upload', 'delete_sample', 'remove_input'] as const;
export type InputDeletion = (typeof inputDeletions)[number];

/** Commands and deletions that may require a reason. */
export const reasonedNames = [...commandNames, ...inputDeletions] as const;
export const ReasonedName = z.enum(reasonedNames);
export type ReasonedName = z.infer<typeof ReasonedName>;

/** Commands that always require a reason, whatever the settings. */
export const alwaysReasoned: readonly ReasonedName[] = ['abandon'];
