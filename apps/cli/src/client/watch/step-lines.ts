import type { JobView, StepView } from '@reprise/contracts';
import { duration } from '@reprise/contracts/durations';
import { unfrozenMs, type Frozen } from '@reprise/contracts/frozen-times';
import { tableLines } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { paintStatus } from '../terminal/words.ts';

type Step = StepView;
type Job = Pick<JobView, 'steps' | 'status' | 'completed_at' | 'paused' | 'failure'>;

/**
 * Returns the table of a job's steps. @param frozen when the job was frozen, which does not count as time that a step
 * took
 */
export function stepLines(
  job: Job,
  { paint, width }: Pick<Terminal, 'paint' | 'width'>,
  now: number,
  frozen: readonly Frozen[] = [],
): string[] {
  // Steps with stopped tasks have no recorded end. Frozen steps are paused, and the end of drained ones is unknown,
  // because Nextflow reports nothing while it is stopped.
  const endedAt = hasEnded(job) ? job.completed_at : (job.paused?.since ?? null);
  const end = endedAt === null ? now : Date.parse(endedAt);
  const stateOf = ({ state, process, tasks }: Step) => {
    if (state === 'done' && tasks.completed + tasks.cached === 0) return 'failed, ignored';
    if (state === 'running' && job.paused?.mode === 'freeze') return 'frozen';
    if (state !== 'waiting' || !hasEnded(job)) return state;
    return job.failure?.failing_step === process ? 'did not start' : 'not reached';
  };
  return tableLines(
    job.steps,
    [
      { title: 'Step', cell: ({ step }) => step, shrinksTo: 16 },
      { title: 'State', cell: stateOf, paint: (text, { state }) => paintStatus(paint, state, text) },
      { title: 'Tasks', cell: tasksOf, dropOrder: 1 },
      { title: 'Took', cell: (step) => tookOf(step, end, frozen), align: 'right', dropOrder: 2 },
    ],
    width,
  );
}

const hasEnded = ({ status }: Pick<Job, 'status'>): boolean => status === 'completed' || status === 'failed';

/**
 * `3/12`, with the numbers of tasks that wait in the executor's queue, were cached, failed or were retried. A task that
 * was retried counts once.
 */
export function tasksOf({ tasks }: Pick<Step, 'tasks'>): string {
  const { total, waiting, completed, cached, failed, ignored, retried } = tasks;
  if (total === 0) return '';
  const extras = [
    waiting > 0 && `${String(waiting)} queued`,
    cached > 0 && `${String(cached)} cached`,
    failed > 0 && `${String(failed)} failed`,
    ignored > 0 && `${String(ignored)} failed, ignored`,
    retried > 0 && `${String(retried)} tried again`,
  ].filter((text) => text !== false);
  return [
    `${String(completed + cached)}/${String(Math.max(1, total - retried))}`,
    ...(extras.length > 0 ? [`(${extras.join(', ')})`] : []),
  ].join(' ');
}

const tookOf = ({ started_at, completed_at }: Step, end: number, frozen: readonly Frozen[]): string =>
  started_at === null
    ? ''
    : duration(unfrozenMs(Date.parse(started_at), completed_at === null ? end : Date.parse(completed_at), frozen));
