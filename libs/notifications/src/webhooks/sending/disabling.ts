import type { WebhookChange } from '../../contract/index.ts';
import type { Settlement } from '../deliveries/claim.ts';
import type { Tried } from './schedule.ts';

const WHY = {
  at_once: () => 'The target answered 410 Gone: it wants no more deliveries.',
  if_nothing_got_through: ({ error }: Tried) =>
    `Nothing got through for three days. The last try: ${error ?? ''}`.trimEnd(),
};

/** Returns the change that disables a subscription after a try, if there is one. */
export const disabling = (webhook_id: string, tried: Tried, disable: Settlement['disable']): WebhookChange => ({
  at: tried.at,
  actor: 'system',
  webhook_id,
  action: 'disabled',
  correlation_id: webhook_id,
  detail: disable === null ? {} : { why: WHY[disable](tried) },
});
