import type { LifecycleEvent, Recorded } from '@reprise/contracts';
import type { Pending } from './state.ts';

/** The request that an event made, as it is under way. */
export const pending = <K>(
  kind: K,
  { seq, id, correlation_id, traceparent }: Recorded<LifecycleEvent>,
): Pending<K> => ({
  kind,
  seq,
  event_id: id,
  correlation_id,
  traceparent,
});
