import type { QueueView, RunningJobView, WaitingJob } from '@reprise/contracts';
import { elapsedMs } from '@reprise/contracts/durations';
import { duration, plural } from '../../shared/format.ts';
import type { IconName } from '../../shared/parts/icons.ts';
import { STATUS, statusKey, type StatusKey } from '../../shared/status/status.ts';

/** "It needs 64 cores and 256 GB of memory, and no runner has that." */
export function tooLargeText({ resources }: Pick<WaitingJob, 'resources'>): string {
  const { cpus, memory_bytes } = resources ?? {};
  const parts = [
    cpus === undefined ? [] : plural(cpus, 'core'),
    // In Nextflow's units, which manifests also use.
    memory_bytes === undefined ? [] : `${String(Math.round(memory_bytes / 2 ** 30))} GB of memory`,
  ].flat();
  return `It needs ${parts.join(' and ')}, and no runner has that.`;
}

type Timed = Pick<RunningJobView, 'status' | 'started_at' | 'paused' | 'paused_ms'>;

/** State of a job that takes slots. */
export function slotLook(job: Pick<RunningJobView, 'status' | 'pending_action' | 'started_at'>): {
  key: StatusKey;
  word: string;
  icon: IconName;
} {
  const key = statusKey({ ...job, failure: null });
  if (key === 'pending') return { key, word: 'Starting', icon: 'loader-circle' };
  return { key, word: STATUS[key].word, icon: STATUS[key].icon };
}

/** Expected wait of a job. */
export function waitText(ms: number | null): string {
  if (ms === null) return '–';
  return ms === 0 ? 'next' : `≈ ${duration(ms)}`;
}

/** Run time of a job without its pauses, which is constant during a pause. @param now milliseconds since 1970 */
export function ranText(job: Timed, now: number): string {
  const ms = elapsedMs({ ...job, completed_at: null }, now);
  return ms === null ? 'starting' : duration(ms);
}

/** Why free slots are not used: they are reserved for the next job, which needs several. Null if none are. */
export function keptSlotsText({ paused, limit, slots, running, waiting }: QueueView): string | null {
  const next = waiting.find((job) => !job.is_too_large && !job.waits_for && !job.needs_nextflow);
  const isFull = limit !== null && running.length >= limit;
  if (paused || isFull || slots === 0 || slots === null || !next || next.slots === 1 || next.expected_wait_ms === 0)
    return null;
  return `${next.sample_name} is next and takes ${plural(next.slots, 'slot')}: those that are free are kept for it.`;
}

/** Why none of its jobs start, if jobs of other queues use the slots. Null otherwise. */
export function otherQueuesText(queue: QueueView, all: readonly QueueView[]): string | null {
  const { name, paused, limit, slots, running, waiting_count } = queue;
  if (paused || limit === 0 || slots === null || slots === 0 || waiting_count === 0) return null;
  const others = all.filter((each) => each.name !== name).flatMap((each) => each.running);
  const [own, taken] = [slotsOf(running), slotsOf(others)];
  if (taken === 0 || own + taken < slots) return null;
  const held = slotsOf(others.filter((job) => job.status === 'paused'));
  const ofPaused = held > 0 ? `, ${held === taken ? 'all' : String(held)} of them for jobs that are paused` : '';
  return `Jobs of other queues take ${String(taken)} of ${plural(slots, 'slot')}${ofPaused}.`;
}

const slotsOf = (jobs: readonly RunningJobView[]): number => jobs.reduce((sum, job) => sum + job.slots, 0);

/** Whether a queue gives jobs to runners, or why it does not, in two to four words. */
export function queueStateText({ paused, limit, slots }: QueueView): string {
  if (paused) return 'Paused';
  if (limit === 0) return 'Limit is 0';
  if (slots === null) return 'No runner is heard';
  return slots > 0 ? 'Taking jobs' : 'No runner takes jobs';
}

/** "of 4 slots", which are those of runners that claim jobs. */
export function slotsText({ slots }: QueueView): string {
  if (slots === null) return 'slots are not known';
  return slots > 0 ? `of ${plural(slots, 'slot')}` : 'no runner takes jobs';
}

/** "3 of 4": slots used by its jobs. Omits "of" if some are on a runner that is offline or claims no jobs. */
export function takenText({ running, slots }: QueueView): string {
  const taken = slotsOf(running);
  return !slots || taken > slots ? String(taken) : `${taken} of ${slots}`;
}
