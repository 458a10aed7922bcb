import type { CommandRefusalCode } from '../../commands/index.ts';

/** HTTP status of each refusal. */
const STATUS: Record<CommandRefusalCode | 'unknown_job' | 'unknown_queue', number> = {
  unknown_job: 404,
  unknown_queue: 404,
  submitted_before: 409,
  wrong_status: 400,
  not_owner: 403,
  nothing_unproven: 409,
  not_proven: 409,
  being_cancelled: 409,
  work_dir_gone: 409,
  never_started: 409,
  being_cleaned: 409,
  inputs_gone: 409,
  nothing_stored: 409,
  nothing_left: 409,
  already_clean: 409,
  pinned: 409,
  already_pinned: 409,
  not_pinned: 409,
  work_dir_remote: 409,
  unknown_step: 422,
  too_many_labels: 422,
  already_claimed: 409,
  queue_exists: 409,
  default_queue: 409,
  queue_not_empty: 409,
  replaced: 409,
  signed_before: 409,
  not_a_person: 403,
};

/** Returns the HTTP status for a refusal; 409 for an unknown one. */
export const refusalStatus = (code: string): number => (code in STATUS ? STATUS[code as keyof typeof STATUS] : 409);
