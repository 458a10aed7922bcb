import type { ProblemExample } from '@reprise/contracts/for-wings';

export const approvalProblems = {
  decided_approval: { status: 409, detail: 'This request was rejected already.' },
  own_approval: { status: 403, detail: 'You cannot approve or reject your own request. Ask someone else.' },
  unknown_approval: { status: 404, detail: 'There is no request for approval 0196f0d2-11aa-7cc1-8a11-2d3e4f5a6b7c.' },
} as const satisfies Readonly<Record<string, ProblemExample>>;
