import { webhookProblems } from '@reprise/contracts/routes';
import { problemsOfWings, wrongField as wrong, type ProblemExample } from '@reprise/contracts';
import { sharedProblems } from '@reprise/contracts/http';

/** Refusal of a stream beyond those that one person may have open. */
export const tooManyStreams = (limit: number): string =>
  `You have ${String(limit)} streams open, the most that one person may have. ` +
  'Close tabs that show Reprise, or programs that follow its changes.';

/** Why a job is not resumed by itself where a second person approves resumes. */
export const RESUMES_ARE_APPROVED =
  'cannot be used here: a second person approves each resume (REPRISE_APPROVALS), so none comes by itself';

/** Problems by the name that routes refer to. Refusals of commands are in the catalogue. */
export const problems = {
  ...sharedProblems,
  ...webhookProblems,
  unknown_bulk: {
    status: 404,
    detail:
      'This gateway knows no command to many jobs with the id 0196f0d1-55ee-7ff4-8d44-5f6a7b8c9d0e: it was restarted since, or another gateway took it. The audit shows what was recorded.',
  },
  too_many_bulks: {
    status: 429,
    detail: 'Three commands to many jobs are under way. Wait until one of them is done, then try again.',
  },
  too_many_matches: {
    status: 422,
    detail: '12,345 jobs match, and a command is sent to at most 10,000 at once. Narrow the filter.',
  },
  unknown_runner: { status: 404, detail: 'There is no runner runner-9: none of that name was heard within a day.' },
  unknown_queue: { status: 404, detail: 'There is no queue urgent.' },
  own_approval: { status: 403, detail: 'Nobody approves their own request. Ask somebody else.' },
  unknown_approval: { status: 404, detail: 'There is no request for approval 0196f0d2-11aa-7cc1-8a11-2d3e4f5a6b7c.' },
  decided_approval: { status: 409, detail: 'This request was rejected already.' },
  waits_already: { status: 409, detail: 'A request to rerun this job waits for approval already.' },
  event_to_come: { status: 404, detail: 'There is no event 1043 yet: the last one is 1042.' },
  before_submission: { status: 404, detail: 'This job was not submitted yet at event 12.' },
  params_too_large: { status: 413, detail: 'The parameters are too large: at most 128 KiB.' },
  wrong_folder: wrong('path', 'must be a folder in one of the input roots'),
  input_reason_required: wrong('reason', 'is required to remove a registered input'),
  unknown_pipeline: wrong('pipeline', 'there is none named rna; there are: wes'),
  resumes_approved: wrong('resume_after', RESUMES_ARE_APPROVED),
  no_such_queue: wrong('queue', 'there is none named urgent'),
  wrong_params: wrong('params.input_dir', 'does not exist: /data/exomes/DEMO9'),
  wrong_row: wrong('rows.2.input_dir', 'does not exist: /data/exomes/DEMO9'),
  wrong_launch: wrong('launch.config', 'is switched off here: REPRISE_EXTRA_CONFIG is off'),
  too_many_streams: { status: 429, detail: tooManyStreams(100) },
  runner_away: {
    status: 503,
    detail: 'The runner that keeps this log does not answer now. It is read again when that is back.',
  },
  unknown_result: { status: 404, detail: 'This job has no result tsv/DEMO9.filtered.tsv.' },
  no_variants: {
    status: 404,
    detail:
      'This attempt has no table of variants. A pipeline names one as the output `filtered_tsv` in its reprise.json.',
  },
  no_classification: { status: 404, detail: 'There is no such class recorded in this job.' },
  not_confirmed: {
    status: 403,
    detail: 'Sign in again to sign: the confirmation is used, older than two minutes, or of another person.',
  },
  wrong_confirmation: { status: 403, detail: 'The password is wrong. Nothing was signed.' },
  wrong_criterion: wrong('criteria.0', 'PS3 cannot be applied as stand alone'),
  ...problemsOfWings,
  name_taken: {
    status: 409,
    detail: 'GRCh38 + Twist Exome 2 is registered already. Remove it first, or choose another name.',
  },
  unreachable_input: wrong('params.reference', 'must be a file or folder in one of the input roots'),
  wrong_input_name: wrong('name', 'is required'),
  unknown_input: { status: 404, detail: 'There is no registered input 0196f0d0-44dd-7ee3-8c33-4f5a6b7c8d9e.' },
  accounts_away: { status: 503, detail: 'The accounts cannot be read now. Try again soon.' },
  wrong_access_body: wrong('name', 'is required'),
  wrong_password: {
    status: 401,
    detail: 'E-mail or password is wrong. Try again, or ask an admin for a reset link.',
  },
  wrong_code: { status: 401, detail: 'The code is wrong or too old. Enter the one that is shown now.' },
  wrong_passkey: {
    status: 401,
    detail: 'This passkey is not known here, or the request is too old. Try again, or use your password.',
  },
  account_disabled: { status: 403, detail: 'This account is disabled. Ask an admin to enable it.' },
  sign_in_locked: {
    status: 429,
    detail: 'Too many sign-ins failed. Try again in 15 min, or ask an admin for a reset link.',
  },
  too_many_codes: {
    status: 429,
    detail: 'Too many wrong codes for this account. Sign in again in a quarter of an hour.',
  },
  not_local_administrator: {
    status: 403,
    detail: 'Only the local administrator makes the first account: open the link of the start.',
  },
  admin_exists: { status: 409, detail: 'There is an admin already. Ask them to invite you, or sign in.' },
  role_above_own: wrong('role', 'can be operator at most, which is yours'),
  no_account: {
    status: 409,
    detail: 'The local administrator has no account, and so no tokens. Sign in as a person to make one.',
  },
  no_accounts: {
    status: 409,
    detail: 'Nobody has an account yet who could allow this. Open the link of the start and make the first one.',
  },
  device_rejected: { status: 403, detail: 'The sign-in was rejected on the page.' },
  device_over: { status: 410, detail: 'This sign-in has expired or was used. Start it again.' },
  unknown_device: {
    status: 404,
    detail: 'No program waits with the code LAB2-7KEY. Compare it, or start the sign-in again.',
  },
  too_many_tokens: { status: 409, detail: 'You have 100 tokens, the most there can be. Revoke one first.' },
  unknown_token: { status: 404, detail: 'There is no token 3b0a6e8e-2f53-4a0e-9a35-1c7a52b8d0f4.' },
  unknown_user: { status: 404, detail: 'There is no user 7c8e2c0a-54e5-4f0f-8a39-3b1d6f0f2c11.' },
  unknown_invite: { status: 404, detail: 'There is no open invite 0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c.' },
  unknown_link: {
    status: 404,
    detail: 'There is no such link. Copy the whole link, or ask an admin for a new one.',
  },
  link_over: { status: 410, detail: 'This link was used, withdrawn or has expired. Ask an admin for a new one.' },
  email_taken: {
    status: 409,
    detail: 'ben@lab.example has an account already: its owner signs in with that address, and needs no new account.',
  },
  person_name_taken: wrong('name', 'is that of another account: add a middle name or a team'),
  last_admin: { status: 409, detail: 'This is the last admin. Make somebody else an admin first.' },
  directory_decides: {
    status: 409,
    detail: 'The directory decides the role of Ben Ito. Change their groups there: it counts from their next sign-in.',
  },
  reset_in_directory: {
    status: 409,
    detail: 'Ben Ito signs in with the directory of the organization: reset it there.',
  },
  local_administrator: {
    status: 404,
    detail: 'The local administrator has no account. Sign in as a person to have one.',
  },
  not_in_browser: {
    status: 409,
    detail: 'Sign in with a browser to change this: it cannot be done by a token.',
  },
  sign_in_stale: {
    status: 403,
    detail: 'You signed in too long ago for this. Sign out, sign in again, and then add the passkey.',
  },
  unknown_passkey: { status: 404, detail: 'There is no passkey 5f0c2a52-6c3a-4f0e-8d0c-2b8f3a1e9d77.' },
  unknown_session: { status: 404, detail: 'You have no open session 0f8b6d0e-33aa-4a5b-9f11-6f0d9f6f5a10.' },
  no_password: {
    status: 409,
    detail: 'Your account has no password here: it signs in with the directory or a passkey.',
  },
  totp_on: { status: 409, detail: 'The second factor is on already. Turn it off first.' },
  last_passkey: { status: 409, detail: 'This passkey is your only way to sign in. Add another one first.' },
  totp_not_begun: { status: 409, detail: 'Begin the set-up of the second factor first.' },
  wrong_current_password: wrong('current_password', 'is wrong'),
  wrong_setup_code: wrong('code', 'is wrong or too old: enter the one shown now'),
  guessable_password: wrong('password', 'is easy to guess: take three or four words that do not belong together'),
  guessable_new_password: wrong(
    'new_password',
    'is easy to guess: take three or four words that do not belong together',
  ),
  used_code: {
    status: 401,
    detail: 'This code was used already. Enter your password again, and then the next code.',
  },
  wrong_first_passkey: wrong('passkey', 'could not be checked: begin to add the passkey again'),
  wrong_credential: wrong('response', 'could not be checked: begin to add the passkey again'),
} as const satisfies Record<string, ProblemExample>;

export type ProblemName = keyof typeof problems;
