import { wrongField as wrong, type ProblemExample } from '../../problem-example.ts';

export const inputProblems = {
  wrong_folder: wrong('path', 'must be a folder in one of the input roots'),
  input_reason_required: wrong('reason', 'is required to remove a registered input'),
  name_taken: {
    status: 409,
    detail: 'GRCh38 + Twist Exome 2 is registered already. Remove it first, or choose another name.',
  },
  unknown_input: { status: 404, detail: 'There is no registered input 0196f0d0-44dd-7ee3-8c33-4f5a6b7c8d9e.' },
  unreachable_input: wrong('params.reference', 'must be a file or folder in one of the input roots'),
  wrong_input_name: wrong('name', 'is required'),
} as const satisfies Readonly<Record<string, ProblemExample>>;
