import * as z from 'zod';
import { Params } from '../events/lifecycle.ts';
import { ATTEMPT_COURSE, Reason, type CommandDescriptor } from './descriptor.ts';

export const SubmitBody = z.strictObject({
  pipeline: z.string().min(1),
  sample_name: z
    .string()
    .trim()
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._+-]{0,99}$/u,
      'must start with a letter or digit and hold only letters, digits, space and . _ + -',
    ),
  params: Params.default({}),
  reason: Reason,
});
export type SubmitBody = z.infer<typeof SubmitBody>;

export const submit = {
  name: 'submit',
  path: 'jobs',
  summary: 'Submit a sample to a pipeline',
  body: {
    name: 'Submit',
    schema: SubmitBody,
    isRequired: true,
    examples: { demo: { pipeline: 'wes', sample_name: 'DEMO1', params: { input_dir: '/data/exomes/DEMO1' } } },
  },
  message: 'Pipeline submitted',
  accepted: 'submitted',
  refused: null,
  effects: ATTEMPT_COURSE,
  refusals: { submitted_before: 'This job was submitted before.' },
  words: { label: 'Submit', ongoing: 'Submitting', past: 'Submitted', asked: 'submitted this' },
  icon: 'plus',
} as const satisfies CommandDescriptor;
