/** A rule of the checker, and what it proves. */
export const rules = {
  acknowledged_missing: 'an acknowledged command is in the log, at its sequence',
  doubled_command: 'no command is in the log twice',
  refused_accepted: 'no refused command took effect',
  unexpected_answer: 'no request is answered with 5xx other than 503',
  second_launch: 'no attempt is launched twice',
  unknown_launch: 'no attempt is launched without its start in the log',
  second_task: 'no task of an attempt runs twice',
  second_ending: 'no attempt ends twice',
  overlap: 'no two attempts of a job are alive at once',
  too_many_runs: 'no more attempts are alive than there are slots',
  stray_process: 'no process of an ended job is left',
  executor_leftover: 'no task of an ended job is left on the executor',
  final_changed: 'no final state changes',
  slot_kept: 'each slot is given back',
  gap: 'the log has no gap',
  changed_result: 'results are those of a run without faults',
  upload_lost: 'each acknowledged byte of an upload is stored, and each acknowledged sample is listed',
  upload_changed: 'the SHA-256 of an upload is that of the sent bytes',
  input_changed: 'a job gets the bytes that were uploaded',
  access_after_end: 'no credential works after its end was acknowledged',
  access_unrecorded: 'each acknowledged change of access is in the log once',
  access_lost: 'each acknowledged person and token is there',
  missing_delivery: 'each subscribed event is delivered',
  missing_mail: 'each subscribed event is mailed, if the mail server accepts a try',
  unexplained_failure: 'no job fails without a fault that explains it',
  verify: 'npm run verify finds nothing',
  rebuild: 'npm run rebuild gives the same rows',
  not_quiet: 'everything is ready and every job ends after healing',
} as const;
export type Rule = keyof typeof rules;

export interface Violation {
  readonly rule: Rule;
  /** One sentence, with ids and sequences. */
  readonly what: string;
}
