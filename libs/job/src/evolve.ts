import type { LifecycleEvent, Recorded } from '@reprise/contracts';
import { objectionTo } from './admission.ts';
import { interruption } from './attempt/interruption.ts';
import { abandonedBy } from './attempt/unproven.ts';
import { common, ended } from './attempt/carry-over.ts';
import type { CommandRules, Effects } from './command-rules.ts';
import { jobCommands, submit } from './commands/index.ts';
import { leftAfterStart } from './rerun/earlier-files.ts';
import { isOpen, unknownJob, type Job, type JobState, type OpenJob } from './state.ts';

type Event = Recorded<LifecycleEvent>;
type Effect<S> = ((state: S, event: Event) => JobState) | undefined;

const commands: readonly CommandRules[] = Object.values(jobCommands);
/** Effects of command events on a job in any status. */
const ofJob: Effects<Job> = Object.assign({}, ...commands.map(({ effects }) => effects)) as Effects<Job>;
/** Effects of events on the current attempt of an open job. */
const ofAttempt: Effects<OpenJob> = {
  ...(Object.assign({}, ...commands.map(({ attemptEffects }) => attemptEffects)) as Effects<OpenJob>),
  attempt_claimed: (job, { data }) => ({ ...job, claimed_by: data.runner_id }),
  attempt_started: (job, { data, time }) => {
    if (job.status !== 'pending' || job.claimed_by !== data.runner_id || job.pending_action) return job;
    const { runner_id, storage_id, process, launch_dir, work_dir, output_dir } = data;
    const { nextflow_version, syntax_parser } = data;
    const folders = { launch_dir, work_dir, output_dir };
    const nextflow = { nextflow_version, ...(syntax_parser && { syntax_parser }) };
    const last_run = { runner_id, storage_id, process, ...folders, started_at: time, ...nextflow };
    const { left: _, ...rest } = common(job);
    const left = leftAfterStart(job, storage_id);
    return { ...rest, ...left, status: 'running', claimed_by: runner_id, last_run, pending_action: null };
  },
  nextflow_observed: (job, { data: { nextflow_version, syntax_parser } }) => {
    if (job.status === 'pending') return job;
    const { syntax_parser: _, ...run } = job.last_run;
    return { ...job, last_run: { ...run, nextflow_version, ...(syntax_parser && { syntax_parser }) } };
  },
  attempt_succeeded: (job, event) => ({ ...ended(job, event), status: 'completed' }),
  attempt_failed: (job, event) => ({
    ...ended(job, event),
    status: 'failed',
    cause: event.data.cause,
    ...interruption(job, event),
    ...abandonedBy(event),
  }),
};

/**
 * Folds one lifecycle event into a job's state. Total: late, repeated or unknown events change nothing, and an ended
 * attempt stays final until a rerun, resume or restart opens the next one.
 */
export function evolve(state: JobState, event: Event): JobState {
  if (state.status === 'unknown') return event.type === 'submitted' ? submit.creates(event) : state;
  if (objectionTo(event, state, presentAttempt(state, event)) !== null) return state;
  const effect = ofJob[event.type] as Effect<Job>;
  if (effect) return effect(state, event);
  const isOfAttempt = isOpen(state) && 'attempt' in event.data && event.data.attempt === state.attempt;
  if (!isOfAttempt) return state;
  return (ofAttempt[event.type] as Effect<OpenJob>)?.(state, event) ?? state;
}

const presentAttempt = (job: Job, { data }: Event) =>
  isOpen(job) && 'attempt' in data && data.attempt === job.attempt
    ? { attempt: job.attempt, runner_id: job.claimed_by }
    : undefined;

/** Returns the state after a history. */
export const fold = (events: Iterable<Event>, from: JobState = unknownJob): JobState => {
  let state = from;
  for (const event of events) state = evolve(state, event);
  return state;
};
