import { membershipOf, type DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import type { Job, JobState } from '../state.ts';
import type { CommandRules, EventOf } from '../command-rules.ts';

type Submit = { readonly name: 'submit' } & DataOf<'submitted'>;

export const submit = {
  decide: decideSubmit,
  creates: jobOf,
} satisfies CommandRules<JobState> & { creates: (event: EventOf<'submitted'>) => Job };

function decideSubmit(state: JobState, { name: _, ...data }: Submit): Decision {
  if (state.status !== 'unknown') return refuse('submitted_before', 'This job was submitted before.');
  return [{ type: 'submitted', data }];
}

function jobOf(event: EventOf<'submitted'>): Job {
  const { sample_name, pipeline, pipeline_revision, params, launch, sheet, resources, on_cancel } = event.data;
  const { queue, priority, resume_after, labels } = event.data;
  return {
    status: 'pending',
    job_id: event.subject,
    submitted_by: event.actor,
    sample_name,
    pipeline,
    pipeline_revision,
    params,
    ...(launch && { launch }),
    ...(sheet && { sheet }),
    ...(resources && { resources }),
    ...(on_cancel && { on_cancel }),
    ...(resume_after && { resume_after }),
    ...(labels && { labels }),
    ...membershipOf(event.data),
    queue,
    priority,
    waiting_since: event.seq,
    attempt: 1,
    mode: 'fresh',
    requested_by: event.id,
    asked_by: event.actor,
    correlation_id: event.correlation_id,
    traceparent: event.traceparent,
    keep_work_dir: false,
    last_run: null,
    results_on: null,
    cleaned: null,
    claimed_by: null,
    pending_action: null,
  };
}
