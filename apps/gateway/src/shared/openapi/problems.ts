import { accessProblems, inputProblems, jobProblems, webhookProblems } from '@reprise/contracts/routes';
import type { ProblemExample } from '@reprise/contracts';
import { sharedProblems } from '@reprise/contracts/http';

/** Problems by the name that routes refer to. Refusals of commands are in the catalogue. */
export const problems = {
  ...sharedProblems,
  ...jobProblems,
  ...inputProblems,
  ...webhookProblems,
  ...accessProblems,
} as const satisfies Record<string, ProblemExample>;

export type ProblemName = keyof typeof problems;
