import type { ProblemExample } from '@reprise/contracts/for-wings';

export const bulkProblems = {
  too_many_bulks: {
    status: 429,
    detail: 'Three commands to many jobs are under way. Wait until one of them is done, then try again.',
  },
  unknown_bulk: {
    status: 404,
    detail:
      'This gateway knows no command to many jobs with the id 0196f0d1-55ee-7ff4-8d44-5f6a7b8c9d0e: it was restarted since, or another gateway took it. The audit shows which jobs got it. If its gateway ended before the other jobs got it, send it again with the same Idempotency-Key.',
  },
} as const satisfies Readonly<Record<string, ProblemExample>>;
