import { isByActor, parseLabel } from '@reprise/contracts';
import type { WebhookFilter } from '../../contract/index.ts';
import type { EventRow } from '../events/events.ts';

type MatchedJob = Pick<EventRow, 'pipeline' | 'sample_name' | 'labels' | 'created_by'>;
type MatchedEvent = MatchedJob & Pick<EventRow, 'type' | 'payload'>;

/** Whether an event of a chosen type should be sent, because it meets every condition that is set. */
export function matches(event: MatchedEvent, filter: WebhookFilter): boolean {
  if (!matchesJob(event, filter)) return false;
  if (event.type === 'attempt_failed') return isChosen(filter.cause, dataOf(event).cause);
  if (event.type === 'qc_measured') return isChosen(filter.qc, dataOf(event).verdict);
  return true;
}

/** Whether a job meets every condition on jobs. */
export function matchesJob(job: MatchedJob, { pipeline, sample, label, submitted_by }: WebhookFilter): boolean {
  if (pipeline?.length && !pipeline.includes(job.pipeline ?? '')) return false;
  if (sample && !job.sample_name?.toLowerCase().includes(sample.toLowerCase())) return false;
  if (submitted_by?.length && !submitted_by.some((actor) => isByActor(job.created_by ?? '', actor))) return false;
  return (label ?? []).every((text) => hasLabel(job.labels, text));
}

/** Whether a condition that lists values includes one. An empty list includes all. */
export const isChosen = (list: readonly string[] | undefined, value: unknown): boolean =>
  !list?.length || list.some((one) => one === value);

function hasLabel(labels: EventRow['labels'], text: string): boolean {
  const [key, value] = parseLabel(text) ?? [];
  return key !== undefined && labels?.[key] === value;
}

const dataOf = ({ payload }: MatchedEvent) =>
  JSON.parse(new TextDecoder().decode(payload)) as { readonly cause?: unknown; readonly verdict?: unknown };
