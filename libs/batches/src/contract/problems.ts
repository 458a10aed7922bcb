import type { ProblemExample } from '@reprise/contracts/for-wings';

export const batchProblems = {
  unknown_batch: { status: 404, detail: 'There is no batch 0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01.' },
} as const satisfies Readonly<Record<string, ProblemExample>>;

/** Problem of a ZIP. */
export const no_results: ProblemExample = { status: 404, detail: 'No job of this batch has results that can be read.' };
