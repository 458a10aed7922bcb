import type { LifecycleEvent, Recorded } from '@reprise/contracts';
import type { OpenJob, Pending } from './state.ts';

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

/** The request under way if it is a cancel, which no other effect ends. */
export const onlyCancelling = (action: OpenJob['pending_action']): Pending<'cancelling'> | null =>
  action?.kind === 'cancelling' ? (action as Pending<'cancelling'>) : null;
