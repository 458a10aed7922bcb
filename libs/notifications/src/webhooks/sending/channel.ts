import type { SecretBox } from '../subscriptions/secrets.ts';
import type { SubscriptionRow } from '../subscriptions/subscriptions.ts';
import type { Tried } from './schedule.ts';
import type { Targets } from './target.ts';

/** A message about an event, as stored in its delivery. */
export interface Message {
  readonly delivery_id: string;
  readonly body: string;
}

/** A way to notify, which the scheme of a subscription's address selects. */
export interface Channel {
  /** Schemes of its addresses, such as `https:`. */
  readonly schemes: readonly string[];
  /** Checks an address before a subscription is created. @throws TargetError */
  check(url: string): Promise<void>;
  /**
   * Sends a message to a subscription once. A failure is part of the result, which determines retries.
   * @throws the reason of `stop` if that aborts
   */
  send(subscription: SubscriptionRow, message: Message, stop: AbortSignal): Promise<Tried>;
}

/** Parts of the gateway that channels use. */
export interface ChannelParts {
  readonly targets: Targets;
  readonly box: SecretBox;
  /** In milliseconds. */
  readonly now: () => number;
  /** Timeout of a request in milliseconds, for tests on busy machines. Default 15 s. */
  readonly timeoutMs?: number;
}
