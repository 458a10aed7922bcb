import { wrongField as wrong, type ProblemExample } from '../problem-example.ts';

export type ProblemExamples = Readonly<Record<string, ProblemExample>>;

/** Problems shared by several features. */
export const sharedProblems = {
  malformed: { status: 400, detail: 'The body is not valid JSON.' },
  signed_out: { status: 401, detail: 'Sign in first: open the link with the token that Reprise printed at its start.' },
  other_site: { status: 403, detail: 'Changes are taken only from the page of Reprise itself.' },
  unknown_job: { status: 404, detail: 'There is no job 0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90.' },
  unknown_attempt: { status: 404, detail: 'This job has no attempt 3.' },
  too_large: { status: 413, detail: 'The body is too large: at most 1 MiB.' },
  not_json: { status: 415, detail: 'Send the body as application/json.' },
  wrong_query: wrong('limit', 'must be at most 1000'),
  wrong_cursor: wrong('cursor', 'This cursor is not one of this list.'),
  not_written: wrong('min_seq', 'the log ends at 1042'),
  wrong_body: wrong('reason', 'must have at most 500 characters'),
  reason_required: wrong('reason', 'is required to cancel a job'),
  other_body: wrong('Idempotency-Key', 'was used before with another body'),
  too_many: { status: 429, detail: 'Too many requests. Try again in 12 s.' },
  too_many_anonymous: {
    status: 429,
    detail: 'Too many requests without a token came from your address. Try again in 12 s, or sign in.',
  },
  wrong_tokens: {
    status: 429,
    detail:
      'Too many wrong tokens came from your address. Try again in 42 s, or open the link that Reprise printed at its start.',
  },
  broken: { status: 500, detail: 'Something went wrong here. The log of the gateway says more.' },
  log_away: {
    status: 503,
    detail: 'The event log does not answer now, and nothing was changed. Try again soon.',
  },
  maybe_stored: {
    status: 503,
    detail:
      'The event log did not answer in time, so it is not known whether this was stored. ' +
      'Look at the job before you try again, or send the same Idempotency-Key again.',
  },
  job_contested: { status: 503, detail: 'Others are changing this job at the same time. Try again.' },
  another_log: {
    status: 503,
    detail:
      'The event log is not what it was: the log was created at 2026-03-03T10:00:00.000Z, but the one read before at ' +
      '2026-03-01T09:00:00.000Z. Until this is settled, no command is taken and nothing is projected. ' +
      'Stop Reprise and put the right log back, or seed it again from the audit table (npm run reseed; docs/audit.md says ' +
      'how; with --new-store it moves a damaged store aside); or build the tables from the log as it is now (npm run rebuild).',
  },
  database_away: {
    status: 503,
    detail: 'The database does not answer now. Commands are still taken; try reading again soon.',
  },
  accounts_away: { status: 503, detail: 'The accounts cannot be read now. Try again soon.' },
  not_readable_yet: {
    status: 503,
    detail: 'What happened up to event 1042 cannot be read yet. Try again soon.',
  },
  results_away: {
    status: 503,
    detail: 'The runner lab-2, which keeps these results, does not answer now. Try again when it is back.',
  },
  wrong_key: wrong('Idempotency-Key', 'must be 1 to 200 visible ASCII characters'),
} as const satisfies ProblemExamples;

const { signed_out, too_many, too_many_anonymous, wrong_tokens, broken } = sharedProblems;
const { wrong_query, database_away, not_written, not_readable_yet, malformed, too_large, not_json } = sharedProblems;

/** Problems of every route. */
export const everyRoute = { signed_out, too_many, too_many_anonymous, wrong_tokens, broken };
/** Problems of routes that read from the database. */
export const everyQuery = { ...everyRoute, wrong_query, database_away };
/** Problems of queries that wait for `min_seq`. */
export const everyRead = { ...everyQuery, not_written, not_readable_yet };
/** Problems of routes with a JSON body. */
export const everyBody = { malformed, too_large, not_json };
