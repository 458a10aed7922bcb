import type { MailSettings } from '@reprise/settings';
import type { WebhookDeliveryDetail } from '../../contract/index.ts';
import type { TestEvent } from '../deliveries/cloud-event.ts';
import type { EventRow } from '../events/events.ts';
import type { Notices } from '../messages/notice.ts';
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
  /** Whether its messages are signed with a secret of the subscription. */
  readonly isSigned: boolean;
  /** Whether people read its messages, which can then be combined and held. */
  readonly isForPeople: boolean;
  /** Checks an address before a subscription is created. @throws TargetError */
  check(url: string): void | Promise<void>;
  /** Returns the body of the delivery of an event, which is stored. */
  body(event: EventRow): string | Promise<string>;
  /** Whether it can send a stored body. Gateways of earlier releases stored events for addresses of all kinds. */
  canSend(body: string): boolean;
  /** Returns the body of a test. */
  testBody(test: TestEvent): string;
  /** Returns a message in the form in which it is sent to an address, without the parts that differ for each try. */
  request(url: string, message: Message): WebhookDeliveryDetail['request'];
  /**
   * Sends a message to a subscription once. A failure is part of the result, which determines retries.
   * @throws the reason of `stop` if that aborts
   */
  send(subscription: SubscriptionRow, message: Message, stop: AbortSignal): Promise<Tried>;
}

/** Finds the channel of an address. */
export interface ChannelLookup {
  of(url: string): Channel;
}

/** Parts of the gateway that channels use. */
export interface ChannelParts {
  readonly targets: Targets;
  readonly box: SecretBox;
  /** Makes the messages to people. */
  readonly notices: Notices;
  /** Undefined if no mail server is set. */
  readonly mail: MailSettings | undefined;
  /** Returns the e-mail address of an account; null if the account is disabled, or if there is none. */
  readonly mailOfUser: (userId: string) => Promise<string | null>;
  /** In milliseconds. */
  readonly now: () => number;
  /** Timeout of a request in milliseconds, for tests on busy machines. */
  readonly timeoutMs?: number;
}
