import type { LifecycleEvent, Recorded } from '@reprise/contracts';
import type { OpenJob, Pending } from './state.ts';

/** The pending request after an event. */
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

/** Returns the pending request if it is a cancel. No other effect completes a cancel. */
export const onlyCancelling = (action: OpenJob['pending_action']): Pending<'cancelling'> | null =>
  action?.kind === 'cancelling' ? (action as Pending<'cancelling'>) : null;
