import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import { lateCancel, type OpenJob } from '../state.ts';

export type Succeed = { readonly name: 'succeed' } & Omit<DataOf<'attempt_succeeded'>, 'cancel'>;

export function decideSucceed(job: OpenJob, { name: _, ...success }: Succeed): Decision {
  if (job.status === 'pending') return refuse('not_started', 'This attempt has not started.');
  return [{ type: 'attempt_succeeded', data: { ...success, ...lateCancel(job) } }];
}
