export { listChanges } from './changes.ts';
export { claimDue, dueWebhooks, releaseDelivery, settleDelivery, type Claimed, type Settlement } from './claim.ts';
export {
  countPendingDeliveries,
  findDelivery,
  insertTest,
  listDeliveries,
  replayDelivery,
  type DeliveryRow,
} from './deliveries.ts';
export { enqueueNext, type EventRow, type NewDelivery } from './enqueue.ts';
export { pruneDeliveries } from './prune.ts';
export {
  changeSubscription,
  deleteSubscription,
  findSubscription,
  insertSubscription,
  listSubscriptions,
  type SealedSecret,
  type SubscriptionChange,
  type SubscriptionRow,
} from './subscriptions.ts';
export { ensureWebhookTables } from './tables.ts';
