import type { JobView } from '@reprise/contracts';
import { executorNames, isPausable, isUntried, stopsRunning } from '@reprise/contracts/executor-text';

type Where = Pick<JobView, 'elsewhere' | 'asked'>;

/** Remote executors of a job's tasks: those that are queried, and the others. Null if there are none. */
export function executorsElsewhere({ elsewhere = [], asked = [] }: Where): Record<'asked' | 'unasked', string | null> {
  const unasked = elsewhere.filter((name) => !asked.includes(name));
  return {
    asked: asked.length > 0 ? executorNames(asked) : null,
    unasked: unasked.length > 0 ? executorNames(unasked) : null,
  };
}

/** Whether every executor of a job's remote tasks is queried, and was tried on a real installation. */
export const isKnownElsewhere = ({ elsewhere = [], asked = [] }: Where): boolean =>
  elsewhere.every((name) => asked.includes(name)) && !asked.some(isUntried);

/** Returns facts about remote tasks, and what to do; null for a job without remote tasks, or if it completed. */
export function elsewhereTaskText(job: Pick<JobView, 'status'> & Where): string | null {
  const { status } = job;
  if (status === 'pending' || status === 'completed') return null;
  const { asked, unasked } = executorsElsewhere(job);
  const isOver = status === 'failed';
  const untried = executorNames((job.asked ?? []).filter(isUntried));
  const words = [
    asked &&
      !isOver &&
      `Tasks run on ${asked}: the job counts as ended only once ${asked} says that no task is left, and a pause ${pauseText(job.asked ?? [])}.`,
    untried &&
      `Reprise was not tried on a real ${untried}, only with answers recorded elsewhere: see for yourself that what it says of ${untried} is so.`,
    unasked && isOver
      ? `Tasks ran on ${unasked}, where Reprise does not look. Check that none is left there before you resume: old tasks may still write.`
      : unasked &&
        `Tasks run on ${unasked}, where Reprise does not look: a cancel has Nextflow end them, and a pause holds only what runs beside Nextflow.`,
  ].filter(Boolean);
  return words.join(' ') || null;
}

function pauseText(asked: readonly string[]): string {
  const unreached = asked.filter((name) => !isPausable(name));
  if (unreached.length > 0) return `reaches none of those on ${executorNames(unreached)}`;
  return asked.every(stopsRunning) ? 'holds and stops them there too' : 'holds those that wait there too';
}
