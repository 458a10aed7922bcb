import { changeSubscription } from '../subscriptions/subscriptions.ts';
import type { WebhookLab } from './webhook-lab.ts';

/** Changes a webhook of the lab as an admin would: its URL, or whether it is disabled. */
export const changeWebhook = (
  lab: WebhookLab,
  webhookId: string,
  action: 'enabled' | 'disabled' | 'changed',
  part: { url?: string } = {},
) => {
  const at = new Date(lab.now).toISOString();
  const disabled = { enabled: { disabled: null }, disabled: { disabled: { at, why: 'by hand' } }, changed: {} }[action];
  return changeSubscription(lab.readModel, webhookId, () => ({
    set: { ...disabled, ...part, changed_at: at },
    change: { at, actor: 'admin', webhook_id: webhookId, action, detail: {}, correlation_id: 'test' },
  }));
};
