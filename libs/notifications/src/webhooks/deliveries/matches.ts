import { isByActor, parseLabel } from '@reprise/contracts';
import type { WebhookFilter } from '../../contract/index.ts';
import type { EventRow } from './enqueue.ts';

type MatchedEvent = Pick<EventRow, 'type' | 'pipeline' | 'sample_name' | 'labels' | 'created_by' | 'payload'>;

/** Whether an event of a chosen type should be sent, because it meets every condition that is set. */
export function matches(event: MatchedEvent, filter: WebhookFilter): boolean {
  const { cause, qc } = filter;
  if (!matchesJob(event, filter)) return false;
  if (cause?.length && event.type === 'attempt_failed') return cause.some((one) => one === dataOf(event.payload).cause);
  if (qc?.length && event.type === 'qc_measured') return qc.some((one) => one === dataOf(event.payload).verdict);
  return true;
}

function matchesJob(event: MatchedEvent, { pipeline, sample, label, submitted_by }: WebhookFilter): boolean {
  if (pipeline?.length && !pipeline.includes(event.pipeline ?? '')) return false;
  if (sample && !event.sample_name?.toLowerCase().includes(sample.toLowerCase())) return false;
  if (submitted_by?.length && !submitted_by.some((actor) => isByActor(event.created_by ?? '', actor))) return false;
  return (label ?? []).every((text) => hasLabel(event.labels, text));
}

function hasLabel(labels: EventRow['labels'], text: string): boolean {
  const [key, value] = parseLabel(text) ?? [];
  return key !== undefined && labels?.[key] === value;
}

const dataOf = (payload: Uint8Array) =>
  JSON.parse(new TextDecoder().decode(payload)) as { readonly cause?: unknown; readonly verdict?: unknown };
