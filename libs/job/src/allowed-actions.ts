import { actionNames, type Action } from '@reprise/contracts';
import { jobCommands } from './commands/index.ts';
import type { WorkDirPresence } from './work-dir-presence.ts';
import { decide, type JobCommand } from './decide.ts';
import { isRefusal } from './refusal.ts';
import { pendingAction, type JobState } from './state.ts';

/**
 * Actions that the page may offer: those that `decide` accepts now, and that have an effect. The only action on a job
 * that is being cancelled is to abandon it, while its tasks are not proven to have ended.
 */
export function allowedActions(state: JobState, workDir: WorkDirPresence): Action[] {
  const isCancelling = pendingAction(state)?.kind === 'cancelling';
  return actionNames.filter((name) => {
    if (isCancelling && name !== 'abandon') return false;
    const trials = jobCommands[name].trials?.(workDir, state) ?? [{}];
    return trials.some((fields) => {
      const decision = decide(state, { name, reason: null, ...fields } as JobCommand);
      return !isRefusal(decision) && decision.length > 0;
    });
  });
}
