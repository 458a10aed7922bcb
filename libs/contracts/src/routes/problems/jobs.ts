import { wrongField as wrong } from '../../problem-example.ts';

import type { ProblemExample } from '../../problem-example.ts';

/** Response if a user exceeds the limit of open streams. */
export const tooManyStreams = (limit: number): string =>
  `You have ${String(limit)} streams open, the most that one person may have. ` +
  'Close tabs that show Reprise, or programs that follow its changes.';

/** Why a job is not resumed automatically if resumes require approval. */
export const RESUMES_ARE_APPROVED =
  'cannot be used here: a second person approves each resume (REPRISE_APPROVALS), so none comes by itself';

export const jobProblems = {
  waits_already: { status: 409, detail: 'A request to rerun this job waits for approval already.' },
  before_submission: { status: 404, detail: 'This job was not submitted yet at event 12.' },
  event_to_come: { status: 404, detail: 'There is no event 1043 yet: the last one is 1042.' },
  too_many_matches: {
    status: 422,
    detail: '12,345 jobs match, and a command is sent to at most 10,000 at once. Narrow the filter.',
  },
  no_variants: {
    status: 404,
    detail:
      'This attempt has no table of variants. A pipeline names one as the output `filtered_tsv` in its reprise.json.',
  },
  unknown_result: { status: 404, detail: 'This job has no result tsv/DEMO9.filtered.tsv.' },
  runner_away: {
    status: 503,
    detail: 'The runner that keeps this log does not answer now. It is read again when that is back.',
  },
  params_too_large: { status: 413, detail: 'The parameters are too large: at most 128 KiB.' },
  unknown_pipeline: wrong('pipeline', 'there is none named rna; there are: wes'),
  wrong_launch: wrong('launch.config', 'is switched off here: REPRISE_EXTRA_CONFIG is off'),
  wrong_row: wrong('rows.2.input_dir', 'does not exist: /data/exomes/DEMO9'),
  wrong_params: wrong('params.input_dir', 'does not exist: /data/exomes/DEMO9'),
  unknown_runner: { status: 404, detail: 'There is no runner runner-9: none of that name was heard within a day.' },
  unknown_queue: { status: 404, detail: 'There is no queue urgent.' },
  resumes_approved: wrong('resume_after', RESUMES_ARE_APPROVED),
  no_such_queue: wrong('queue', 'there is none named urgent'),
  too_many_streams: { status: 429, detail: tooManyStreams(100) },
  no_classification: { status: 404, detail: 'There is no such class recorded in this job.' },
  not_confirmed: {
    status: 403,
    detail: 'Sign in again to sign: the confirmation is used, older than two minutes, or of another person.',
  },
  wrong_criterion: wrong('criteria.0', 'PS3 cannot be applied as stand alone'),
} as const satisfies Readonly<Record<string, ProblemExample>>;
