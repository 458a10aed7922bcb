import type { Value } from './schema-form.ts';

/** Sample in a form: its name, and the value of the pipeline's input. */
export interface FilledSample {
  readonly name: string;
  readonly input: Value | null;
}

/** Nothing filled in. */
export const NO_SAMPLE: FilledSample = { name: '', input: null };

/** Whether a person typed the name: it is not empty, and not as it was filled in for them. */
export const hasTypedName = (now: FilledSample, given: FilledSample): boolean =>
  now.name.trim() !== '' && now.name !== given.name;

/** Whether a person typed or chose the input: it is not empty, and not as it was filled in for them. */
export const hasTypedInput = (now: FilledSample, given: FilledSample): boolean =>
  now.input !== null && now.input !== '' && now.input !== given.input;
