import { commands, jobCommandNames } from '../commands/index.ts';
import type { EventType } from '../events/catalog.ts';
import type { RefusedType } from '../events/refused.ts';

const refusals = Object.fromEntries(
  jobCommandNames.map((name) => [
    commands[name].refused,
    `A person asked to ${name} where it is not allowed; nothing changed.`,
  ]),
) as Record<RefusedType, string>;

/** What an event of a type says, in a sentence for those who read it elsewhere. */
export const says = {
  submitted: 'A job was submitted: one sample through one pipeline, with its parameters and input files.',
  rerun_requested:
    'A person asked for a new attempt from the start; earlier results are deleted first, or its start says where they were left.',
  resume_requested: 'A person asked for a new attempt that goes on where the last one ended.',
  restart_requested: 'A person asked for a new attempt from a step on, perhaps with changed parameters.',
  attempt_claimed: 'A runner took the attempt; nothing runs yet.',
  attempt_started: 'Nextflow was started: by which command, in which folders, as which process.',
  cancel_requested: 'A person asked to cancel; the job still runs until an ending event says otherwise.',
  pause_requested: 'A person asked to pause: freeze the processes, or start no new tasks.',
  paused: 'The pause has taken effect.',
  unpause_requested: 'A person asked to go on.',
  unpaused: 'The attempt goes on.',
  priority_changed: 'A person changed the priority of a job that waits.',
  attempt_succeeded: 'The attempt ended well, with these outputs and their checksums.',
  attempt_failed: 'The attempt ended with an error: its cause, the step, the last lines of its error output.',
  attempt_cancelled: 'The attempt was cancelled and every process of it has ended.',
  cancel_unconfirmed: 'Processes of a cancelled attempt could not be ended; the job stays cancelling.',
  cleaned: 'Files of an attempt were deleted, and whether it can still be resumed.',
  task_submitted: 'Nextflow submitted a task.',
  task_started: 'A task started.',
  task_cached: 'A task was taken from an earlier attempt.',
  task_completed: 'A task ended well.',
  task_failed: 'A task failed.',
  task_retried: 'A task failed and is tried again.',
  task_aborted: 'A task was stopped, because the attempt ended.',
  task_cache_missed: 'A task runs again although an earlier one like it had ended well: which of its inputs changed.',
  plan_observed: "The pipeline's steps in their order, from a preview; the steps that run may differ.",
  session_observed: "Nextflow's session id, which a resume needs.",
  inputs_observed: 'The input files of the attempt with their SHA-256, read beside the run.',
  ...refusals,
  queue_paused: 'The queue was paused: nothing is claimed from it.',
  queue_resumed: 'The queue was resumed.',
  concurrency_limit_changed: 'How many attempts of the queue may run at once was changed; null: no limit.',
  slot_taken: 'An attempt took a place in the queue; appended together with its claim.',
  slot_released: 'An attempt gave its place back; appended together with its ending.',
} as const satisfies Record<EventType, string>;
