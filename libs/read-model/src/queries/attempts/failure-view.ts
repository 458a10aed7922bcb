import type { FailureView, StepView } from '@reprise/contracts';
import { failedStep } from '@reprise/job';
import type { StoredFailure } from '../../entities/attempt.ts';

/** Returns a failure as in the API, with the label of its step. */
export const failureView = (failure: StoredFailure | null, steps: readonly StepView[]): FailureView | null =>
  failure && { excerpt: null, summary: null, ...failure, step: failedStep(failure, steps) };
