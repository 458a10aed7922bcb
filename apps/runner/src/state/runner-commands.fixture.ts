import { GATEWAY, GATEWAY_SOURCE, type LaunchOptions, type Resources } from '@reprise/contracts';
import { makeEvent, newId, type EventLog, type Fact } from '@reprise/event-log';
import { nothingKnown } from '@reprise/job';
import { JobStore, LoggedJobStates, type Handled, type JobStates } from '@reprise/job-store';
import { waitUntil } from '@reprise/testing';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { JobStateCache } from './job-state-cache.ts';
import { followLog } from './follow-log.ts';
import { RunnerCommands } from './runner-commands.ts';

/** Appends an event as if it resulted from a user's command. */
export async function tell(log: EventLog, fact: Fact): Promise<void> {
  const circumstances = { id: newId(), correlation_id: newId(), causation_id: newId(), source: '/reprise/test' };
  await log.append(makeEvent(fact, { ...circumstances, time: new Date().toISOString(), actor: 'ada' }));
}

export async function submit(
  log: EventLog,
  priority = 0,
  more: { resources?: Resources; launch?: LaunchOptions } = {},
): Promise<string> {
  const subject = newId();
  const data = { sample_name: 'S', pipeline: 'wes', pipeline_revision: 'r', params: {}, inputs: [], reason: null };
  await tell(log, { type: 'submitted', subject, data: { ...data, ...more, queue: 'default', priority } });
  return subject;
}

export type CommandingRunner = Awaited<ReturnType<typeof runnerOn>>;

/** The part of a runner that follows the log and handles commands. */
export async function runnerOn(log: EventLog, name: string) {
  const cache = new JobStateCache();
  const stopping = new AbortController();
  await new Promise<void>((resolve) => {
    void followLog(log, cache, null, { signal: stopping.signal, onCaughtUp: resolve });
  });
  return { name, cache, commands: new RunnerCommands(log, cache, name), stop: () => stopping.abort() };
}

/** Claims a job's attempt, once the runner knows the job. */
export async function claim({ name, cache, commands }: CommandingRunner, job: string, attempt = 1): Promise<void> {
  const heard = () => {
    const { state } = cache.job(job);
    return 'attempt' in state && state.attempt === attempt;
  };
  await waitUntil(heard, { milliseconds: 40_000, what: 'the runner has heard of the attempt' });
  const answer = await commands.handle(job, { name: 'claim', attempt, runner_id: name });
  if (answer.outcome === 'refused') throw new Error(answer.detail);
}

/** Fails an attempt of a lost runner, as a gateway does. */
export function recordLost(log: EventLog, job: string, states: JobStates = loggedStates(log)): Promise<Handled> {
  const id = newId();
  return new JobStore(log, states).handle(job, failAttempt(1, 'runner_lost', 'Runner a was not heard.'), {
    id,
    correlation_id: id,
    causation_id: id,
    actor: GATEWAY,
    source: GATEWAY_SOURCE,
  });
}

const loggedStates = (log: EventLog) => new LoggedJobStates(log, () => Promise.resolve(nothingKnown));

/** Records the start of the job's first attempt, with made-up paths. */
export const start = ({ name, commands }: CommandingRunner, job: string): Promise<Handled> =>
  commands.handle(job, {
    name: 'start',
    attempt: 1,
    runner_id: name,
    storage_id: 's',
    process: { pid: 1, start_time: '1', boot_id: 'b' },
    run_name: 'job-1',
    pipeline_revision: 'r',
    nextflow_version: '24.10.0',
    argv: [],
    launch_dir: '/l',
    work_dir: '/w',
    output_dir: '/o',
  });
