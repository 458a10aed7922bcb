import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import type { OpenJob } from '../state.ts';

/** Report of the attempt's runner that it uses a different Nextflow from the one recorded at the start. */
export type ReportNextflow = { readonly name: 'report_nextflow' } & DataOf<'nextflow_observed'>;

export function decideReportNextflow(job: OpenJob, { name: _, ...data }: ReportNextflow): Decision {
  if (job.status === 'pending') return refuse('not_started', 'This attempt has not started.');
  if (job.last_run.nextflow_version === data.nextflow_version)
    return refuse('already_started', 'This attempt has started with that Nextflow.');
  return [{ type: 'nextflow_observed', data }];
}
