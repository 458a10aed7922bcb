import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import type { Job } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface Classify {
  readonly name: 'classify';
  readonly reason: string;
  /** The variant with its evidence, and the chosen class; null if the job has no results to look it up in. */
  readonly classified: Omit<DataOf<'variant_classified'>, 'reason'> | null;
}

export const classify = { decide: decideClassify } satisfies CommandRules;

/** Records the class of a variant. The job is unchanged: earlier classifications remain. */
function decideClassify({ status }: Job, { classified, reason }: Classify): Decision {
  if (status !== 'completed' || !classified)
    return refuse('wrong_status', `Cannot classify variants of a job with status: ${status}`);
  return [{ type: 'variant_classified', data: { ...classified, reason } }];
}
