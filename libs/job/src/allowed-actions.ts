import { actionNames, type Action } from '@reprise/contracts';
import { cleanable } from './clean/cleanable.ts';
import { decide, type JobCommand } from './decide.ts';
import { isRefusal } from './refusal.ts';
import type { WorkDirPresence } from './resume/decide.ts';
import { pendingAction, type JobState } from './state.ts';

/** Changes to a value that no job has. */
const CHANGES = { priority: NaN, queue: '' };

/** Actions that the page may offer: those that `decide` accepts now, and that change something. None while the job is being cancelled. */
export function allowedActions(state: JobState, workDir: WorkDirPresence): Action[] {
  if (pendingAction(state)?.kind === 'cancelling') return [];
  // All that a refusal can depend on, besides the state.
  const lookedUp = {
    reason: null,
    keep_work_dir: false,
    mode: 'freeze',
    work_dir: workDir,
    step: '',
    steps: null,
    ...CHANGES,
  };
  return actionNames.filter((name) => {
    if (name === 'clean') return cleanable(state).length > 0;
    const decision = decide(state, { ...lookedUp, name } as JobCommand);
    return !isRefusal(decision) && decision.length > 0;
  });
}
