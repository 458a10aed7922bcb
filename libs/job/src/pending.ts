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

/** The pending request if it is a cancel, which no other effect ends. */
export const onlyCancelling = (action: OpenJob['pending_action']): Pending<'cancelling'> | null =>
  action?.kind === 'cancelling' ? (action as Pending<'cancelling'>) : null;
