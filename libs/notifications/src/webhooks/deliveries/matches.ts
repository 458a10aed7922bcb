import type { WebhookFilter } from '../../contract/index.ts';
import type { EventRow } from './enqueue.ts';

/** Whether an event of a chosen type should be sent, because it meets every condition that is set. */
export function matches(
  event: Pick<EventRow, 'type' | 'pipeline' | 'sample_name' | 'payload'>,
  filter: WebhookFilter,
): boolean {
  const { pipeline, sample, cause } = filter;
  if (pipeline?.length && !pipeline.includes(event.pipeline ?? '')) return false;
  if (sample && !event.sample_name?.toLowerCase().includes(sample.toLowerCase())) return false;
  if (cause?.length && event.type === 'attempt_failed') return cause.some((one) => one === causeOf(event.payload));
  return true;
}

const causeOf = (payload: Uint8Array): unknown =>
  (JSON.parse(new TextDecoder().decode(payload)) as { cause?: unknown }).cause;
