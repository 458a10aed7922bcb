import { CleanTarget } from '@reprise/contracts';
import { isRefusal } from '../refusal.ts';
import type { JobState } from '../state.ts';
import { decideClean } from './decide.ts';

/** Files of a job that a clean would be accepted for now, and that it would ask to delete. */
export const cleanable = (state: JobState): CleanTarget[] =>
  state.status === 'unknown'
    ? []
    : CleanTarget.options.filter((what) => {
        const decision = decideClean(state, { name: 'clean', reason: null, what });
        return !isRefusal(decision) && decision.length > 0;
      });
