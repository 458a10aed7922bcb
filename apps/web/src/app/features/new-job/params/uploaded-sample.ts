import type { Value } from './schema-form.ts';

/** Sample in a form: its name, and the value of the pipeline's input. */
export interface FilledSample {
  readonly name: string;
  readonly input: Value | null;
}

/** Nothing filled in. */
export const NO_SAMPLE: FilledSample = { name: '', input: null };

/** Whether the user typed the name, that is, it is not empty and differs from the automatic one. */
export const hasTypedName = (now: FilledSample, given: FilledSample): boolean =>
  now.name.trim() !== '' && now.name !== given.name;

/** Whether the user typed or chose the input, that is, it is not empty and differs from the automatic one. */
export const hasTypedInput = (now: FilledSample, given: FilledSample): boolean =>
  now.input !== null && now.input !== '' && now.input !== given.input;
