import type { Action } from '@reprise/contracts';
import { decide } from './decide.ts';
import { isRefusal } from './refusal.ts';
import { pendingAction, type JobState } from './state.ts';

/** The actions the page may offer: those that `decide` would accept now. None twice while one is under way. */
export function allowedActions(state: JobState, workDir: 'present' | 'absent' | 'unknown'): Action[] {
  const offers = [
    ['cancel', { type: 'CancelJob', reason: null }],
    ['resume', { type: 'ResumeJob', reason: null, work_dir: workDir }],
    ['rerun', { type: 'RerunJob', reason: null, keep_work_dir: false }],
  ] as const;
  if (pendingAction(state)?.kind === 'cancelling') return [];
  return offers.filter(([, command]) => !isRefusal(decide(state, command))).map(([action]) => action);
}
