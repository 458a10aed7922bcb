import type { WebhookDeliveryStatus } from '../../contract/index.ts';
import type { ReadModel } from '@reprise/read-model';
import { claimDue, releaseDelivery, settleDelivery, waitingWebhooks, type Claimed } from '../deliveries/claim.ts';
import { enqueueEndedBatches } from '../deliveries/ended-batches.ts';
import { enqueueNext, subscriptionsBehind } from '../deliveries/enqueue.ts';
import type { EventRow } from '../events/events.ts';
import { outcomesOf } from '../deliveries/outcomes-of.ts';
import { pruneDeliveries } from '../deliveries/prune.ts';
import { quietSince } from '../../contract/index.ts';
import { findSubscription, type SubscriptionRow } from '../subscriptions/subscriptions.ts';
import type { Notices } from '../messages/notice.ts';
import { hostOfAddress } from '../host-of-address.ts';
import type { Channel, ChannelLookup } from './channel.ts';
import { disabling } from './disabling.ts';
import { afterTry, type Tried } from './schedule.ts';

/** Concurrent requests per target, and lease of a delivery: longer than a request may last. */
const AT_ONCE = 4;
const LEASE_MS = 60_000;
/** Time for which ended deliveries are kept. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

export interface WorkerParts {
  readonly readModel: ReadModel;
  readonly channels: ChannelLookup;
  /** Makes the messages to people about batches. */
  readonly notices: Notices;
  /** In milliseconds. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Called when a delivery of an event has ended. */
  readonly ended: (outcome: Exclude<WebhookDeliveryStatus, 'pending'>) => void;
  readonly warn: (line: { readonly msg: string; readonly webhook_id?: string }) => void;
}

/** Creates deliveries from events and sends them. Several workers can run in parallel, in one gateway or in many. */
export class WebhookWorker {
  readonly #parts: WorkerParts;
  readonly #stopping = new AbortController();
  /** Number of running requests, by subscription. */
  readonly #busy = new Map<string, number>();

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  /** Aborts running requests. Their deliveries are due again at once. */
  stop(): void {
    this.#stopping.abort(new Error('The gateway was stopped meanwhile.'));
  }

  /**
   * Creates deliveries for all projected events that a subscription has not checked, and for batches that have ended. An
   * event that cannot be decoded has no delivery.
   * @throws the first error, after all subscriptions were processed
   */
  async enqueue(): Promise<void> {
    const { readModel, notices } = this.#parts;
    const failed: unknown[] = [];
    for (const group of await subscriptionsBehind(readModel)) failed.push(...(await this.#enqueueGroup(group)));
    const now = this.iso();
    await enqueueEndedBatches(readModel, now, (batch) => notices.ofBatch(batch, now));
    if (failed.length > 0) throw failed[0];
  }

  /** Returns the errors. A subscription that cannot be processed does not stop the others. */
  async #enqueueGroup(group: readonly string[]): Promise<unknown[]> {
    const { readModel, warn } = this.#parts;
    const outcomes = outcomesOf((event) => this.#bodyOf(event), warn);
    try {
      while (await enqueueNext(readModel, group, this.iso(), outcomes));
      return [];
    } catch (error) {
      if (group.length === 1) return [error];
      const errors = [];
      for (const webhookId of group) errors.push(...(await this.#enqueueGroup([webhookId])));
      return errors;
    }
  }

  /** Returns a function that makes the body of a message about an event once for each channel. */
  #bodyOf(event: EventRow): (url: string) => string | Promise<string> {
    const bodies = new Map<Channel, string | Promise<string>>();
    return (url) => {
      const channel = this.#parts.channels.of(url);
      const body = bodies.get(channel) ?? channel.body(event);
      bodies.set(channel, body);
      return body;
    };
  }

  /**
   * Tries the deliveries that are due and waits for the result. Limits the concurrent requests per target. A target
   * that accepts everything gets more until nothing is left, without delaying others. Sends nothing in quiet hours.
   * Returns whether a delivery was pending, because it may have to be retried.
   * @throws the first error, after all targets were processed
   */
  async deliver(): Promise<boolean> {
    const all = await waitingWebhooks(this.#parts.readModel, this.iso());
    const waiting = all.filter(({ quiet_hours }) => quietSince(quiet_hours, this.#parts.now()) === null);
    const due = waiting.filter(({ is_due }) => is_due);
    await allOver(due.map(({ webhook_id }) => this.deliverTo(webhook_id)));
    return waiting.length > 0;
  }

  async prune(): Promise<void> {
    await pruneDeliveries(this.#parts.readModel, this.iso(-KEPT_MS));
  }

  /** Tries a claimed delivery once and records the outcome. Returns whether the target accepted it. */
  async attempt(webhookId: string, claimed: Claimed): Promise<boolean> {
    const { readModel, channels, random, ended, warn } = this.#parts;
    const subscription = await findSubscription(readModel, webhookId);
    if (!subscription) return false;
    let tried: Tried;
    try {
      tried = await channels.of(subscription.url).send(subscription, claimed, this.#stopping.signal);
    } catch (error) {
      await releaseDelivery(readModel, claimed);
      if (this.#stopping.signal.aborted) return false;
      throw error;
    }
    const settlement = afterTry(claimed, tried, random());
    const { retry_after_ms: _, ...done } = tried;
    const change = disabling(webhookId, tried, settlement.disable);
    const { written, disabled } = await settleDelivery(readModel, claimed, done, settlement, change);
    if (written && !claimed.is_test && settlement.status !== 'pending') ended(settlement.status);
    if (disabled) warn(disabledLine(subscription, done.response_status));
    return done.error === null;
  }

  private async deliverTo(webhookId: string): Promise<void> {
    while (await this.deliverSome(webhookId));
  }

  /**
   * Tries as many deliveries as may run concurrently. Returns whether there may be more and the target accepts
   * everything.
   */
  private async deliverSome(webhookId: string): Promise<boolean> {
    const free = AT_ONCE - (this.#busy.get(webhookId) ?? 0);
    if (free <= 0 || this.#stopping.signal.aborted) return false;
    const claim = { now: this.iso(), until: this.iso(LEASE_MS), limit: free };
    this.#count(webhookId, free);
    let taken = 0;
    try {
      const claimed = await claimDue(this.#parts.readModel, webhookId, claim);
      taken = claimed.length;
      const attempts = claimed.map((one) => this.attempt(webhookId, one).finally(() => this.#count(webhookId, -1)));
      this.#count(webhookId, taken - free);
      const delivered = await allOver(attempts);
      return taken === free && delivered.every(Boolean);
    } catch (error) {
      if (taken === 0) this.#count(webhookId, -free);
      throw error;
    }
  }

  #count(webhookId: string, by: number): void {
    this.#busy.set(webhookId, (this.#busy.get(webhookId) ?? 0) + by);
  }

  private iso(later = 0): string {
    return new Date(this.#parts.now() + later).toISOString();
  }
}

/** The address is not logged, nor the error, which can contain it. */
function disabledLine({ webhook_id, url }: SubscriptionRow, status: number | null) {
  const after = status === null ? 'a try without a response' : `the response ${String(status)}`;
  const msg = `Webhook disabled: ${webhook_id} at ${hostOfAddress(url)}, after ${after}. Its page shows the reason.`;
  return { msg, webhook_id };
}

/** Waits for all of them. @throws the first error, after all of them have ended */
async function allOver<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
