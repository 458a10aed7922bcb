import { executorNames, isAskedExecutor, isPausable } from '@reprise/contracts/executor-text';
import { namedExecutors } from './named-executors.ts';

/**
 * Returns a sentence for each executor in a run's config or script whose tasks a pause does not hold, or whose end is
 * not proven.
 * @param workDir folder or URL of work dirs, if set in the launch options
 */
export function unheldExecutors(code: string, workDir = ''): string[] {
  return namedExecutors(code).flatMap((name) => {
    const label = executorNames([name]);
    if (!isAskedExecutor(name))
      return [`runs tasks on ${label}, which Reprise cannot ask for them: ${NOT_HELD}, ${NOT_PROVEN}`];
    if (!isAskedExecutor(name, workDir))
      return [
        `runs tasks on ${label} with work dirs in an object store, by which Reprise does not find them: ${NOT_HELD}, ${NOT_PROVEN}`,
      ];
    return isPausable(name) ? [] : [`runs tasks on ${label}: ${NOT_HELD}`];
  });
}

const NOT_HELD = 'a pause does not hold them there';
const NOT_PROVEN = 'and nothing proves that they have ended';
