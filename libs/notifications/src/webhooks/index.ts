export {
  countPendingDeliveries,
  findDelivery,
  insertTest,
  listDeliveries,
  replayDelivery,
  type DeliveryRow,
} from './deliveries/deliveries.ts';
export { findEvent } from './events/events.ts';
export { enqueueOutages } from './outages/enqueue-outages.ts';
export { Notices } from './messages/notice.ts';
export { Channels } from './channels.ts';
export { TargetError, Targets } from './sending/target.ts';
export { WebhookWorker } from './sending/worker.ts';
export { listChanges } from './subscriptions/changes.ts';
export type { SealedSecret } from './sealed-secret.ts';
export { newSecret, SecretBox } from './subscriptions/secrets.ts';
export {
  changeSubscription,
  deleteSubscription,
  findSubscription,
  insertSubscription,
  listAccountSubscriptions,
  listSubscriptions,
  type SubscriptionChange,
  type SubscriptionRow,
} from './subscriptions/subscriptions.ts';
export { migrateWebhooks } from './database.ts';
export { deliveryDetail, deliveryView, webhookView } from './views.ts';
