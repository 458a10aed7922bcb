import { basename } from 'node:path';
import { isTaskEvent, jobKindFilter } from '@reprise/contracts';
import { eventsOf, type EventLog } from '@reprise/event-log';
import type { Job } from '@reprise/job';

/** Causes after which the log may lack some of an attempt's tasks. */
const CUT_SHORT = new Set(['killed', 'runner_lost', 'abandoned']);

/**
 * Returns the processes that have tasks in the session of a job's work dir, according to the log. Null if no task is
 * recorded, or if the list may be incomplete because an attempt was killed or lost.
 */
export async function recordedSteps(log: EventLog, { job_id, last_run }: Job): Promise<string[] | null> {
  // A work dir is named after the attempt that began its session.
  const first = Number(basename(last_run?.work_dir ?? '')) || 1;
  const isOfSession = ({ attempt }: { readonly attempt: number }) => attempt >= first;
  for (const { type, data } of await eventsOf(log.read(jobKindFilter(job_id, 'life'))))
    if (type === 'attempt_failed' && isOfSession(data) && CUT_SHORT.has(data.cause)) return null;
  const steps = new Set<string>();
  for (const event of await eventsOf(log.read(jobKindFilter(job_id, 'task'))))
    if (isTaskEvent(event) && 'hash' in event.data && isOfSession(event.data)) steps.add(event.data.process);
  return steps.size === 0 ? null : [...steps];
}
