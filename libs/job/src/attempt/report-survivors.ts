import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import { isCancelling, type OpenJob } from '../state.ts';

export type ReportSurvivors = { readonly name: 'report_survivors' } & DataOf<'cancel_unconfirmed'>;

export function decideReportSurvivors(job: OpenJob, { name: _, ...data }: ReportSurvivors): Decision {
  if (!isCancelling(job)) return refuse('no_cancel_requested', 'There is no request to cancel this attempt.');
  return [{ type: 'cancel_unconfirmed', data }];
}
