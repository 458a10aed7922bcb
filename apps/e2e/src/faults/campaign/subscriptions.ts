import type { Receiver } from '../checker/receiver.ts';
import type { Deliveries } from '../record/facts.ts';
import { lastSequence } from '../system/read-log.ts';
import type { System } from '../system/system.ts';
import { Api } from '../../api.ts';

const ENDINGS = ['attempt_succeeded', 'attempt_failed', 'attempt_cancelled'] as const;
const EVENTS = ['submitted', 'cancel_requested', 'attempt_started', ...ENDINGS] as const;

type Subscription = Omit<Deliveries, 'received'> & { readonly id: string };

export interface Subscriptions {
  readonly webhook: Subscription;
  /** E-mails about ended jobs. */
  readonly mail: Subscription;
}

/** Subscribes the receiver of webhooks, and an e-mail address. */
export async function subscribe(system: System, receiver: Receiver): Promise<Subscriptions> {
  const api = new Api(system.urls[0], system.token);
  const to = async (url: string, types: readonly (typeof EVENTS)[number][]) => {
    const body = { url, description: 'faults', event_types: [...types], filter: {}, one_message_per: 'job' as const };
    return { types, id: await api.addWebhook(body), after: await lastSequence(system.natsUrl) };
  };
  return { webhook: await to(receiver.url, EVENTS), mail: await to('mailto:faults@lab.example', ENDINGS) };
}
