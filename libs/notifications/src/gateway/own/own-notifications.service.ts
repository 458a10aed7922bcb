import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { includesRole, userActor, userOfActor } from '@reprise/contracts';
import { derivedId, newId, type EventLog } from '@reprise/event-log';
import { PeopleDirectory } from '@reprise/gateway/shared/access/people-directory.ts';
import type { Caller } from '@reprise/gateway/shared/http/caller.ts';
import { ProblemException, wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { EVENT_LOG, SETTINGS, WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import type { ReadModel } from '@reprise/read-model';
import {
  ACCOUNT_SCHEME,
  isServerEvent,
  type OwnChoice,
  type OwnNotificationsBody,
  type OwnNotificationsView,
  type WebhookChange,
  type WebhookDeliveryView,
} from '../../contract/index.ts';
import {
  changeSubscription,
  deleteSubscription,
  findSubscription,
  insertSubscription,
  type SubscriptionRow,
  webhookView,
} from '../../webhooks/index.ts';
import { WebhookDeliveries } from '../webhook-deliveries.service.ts';
import { WebhookHost } from '../webhook-host.ts';
import { Webhooks } from '../webhooks.service.ts';
import { mailOfUser } from './mail-of-user.ts';
import { chosenIn, subscriptionOf } from './occasions.ts';

/** The e-mail notifications of the person who sends the request: one subscription to the address of the account. */
@Injectable()
export class OwnNotifications {
  constructor(
    @Inject(WRITE_MODEL) private readonly readModel: ReadModel,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(SETTINGS) private readonly settings: GatewaySettings,
    private readonly people: PeopleDirectory,
    private readonly webhooks: Webhooks,
    private readonly deliveries: WebhookDeliveries,
    private readonly host: WebhookHost,
  ) {}

  /** @throws ProblemException 404 without an account */
  async show(caller: Caller): Promise<OwnNotificationsView> {
    const { userId, webhookId } = ownerOf(caller);
    const row = await findSubscription(this.readModel, webhookId);
    return {
      ...choiceOf(row, caller),
      address: (await mailOfUser(this.people, userId)) ?? '',
      is_available: this.settings.notifications.mail !== undefined,
      status: row && webhookView(row).status,
      disabled_why: row && row.disabled_why,
      last_try: row && row.last_try,
    };
  }

  /**
   * Subscribes to future events, changes the subscription, or deletes it if no occasion is chosen. A change also
   * enables a disabled subscription.
   * @throws ProblemException 404 without an account; 409 without a mail server
   */
  async set(body: OwnNotificationsBody, caller: Caller): Promise<OwnNotificationsView> {
    const { webhookId } = ownerOf(caller);
    const choice = { ...choiceOf(await findSubscription(this.readModel, webhookId), caller), ...body };
    if (body.occasions?.some(isServerEvent) && !mayHearOfServer(caller))
      throw wrongFields([
        { field: 'occasions', message: 'runner_away and disk_low are for operators and administrators' },
      ]);
    if (choice.occasions.length === 0) await this.remove(webhookId, caller);
    else if (this.settings.notifications.mail === undefined)
      throw new ProblemException(
        409,
        'No mail server is set. The operator of the server can set it with REPRISE_SMTP_URL.',
      );
    else if (!(await this.change(webhookId, choice, caller))) await this.create(choice, caller);
    return this.show(caller);
  }

  /** Sends a test and waits for its outcome. @throws ProblemException 409 if nothing is chosen */
  async test(caller: Caller): Promise<WebhookDeliveryView> {
    const { webhookId } = ownerOf(caller);
    if (!(await findSubscription(this.readModel, webhookId)))
      throw new ProblemException(409, 'You have not chosen any notifications. Choose some, then send a test.');
    return this.deliveries.test(webhookId, caller);
  }

  private async create(choice: OwnChoice, caller: Caller): Promise<void> {
    const { userId, actor, webhookId } = ownerOf(caller);
    const { last_seq, created } = await this.log.head();
    const change = this.webhooks.change('created', webhookId, caller, {});
    const chosen = { url: ACCOUNT_SCHEME + userId, description: 'Own notifications', ...subscriptionOf(choice, actor) };
    const row = {
      webhook_id: webhookId,
      ...chosen,
      secrets: [],
      request_id: newId(),
      created_at: change.at,
      created_by: caller.actor,
      changed_at: change.at,
      last_seq,
      stream_created: created,
    };
    // A concurrent request of the same person may have created it.
    if (await insertSubscription(this.readModel, row, { ...change, detail: chosen })) this.webhooks.logChange(change);
    else await this.change(webhookId, choice, caller);
  }

  /** Returns false if there is no subscription. */
  private async change(webhookId: string, choice: OwnChoice, caller: Caller): Promise<boolean> {
    const after = subscriptionOf(choice, ownerOf(caller).actor);
    const change = this.webhooks.change('changed', webhookId, caller, {});
    const made: WebhookChange[] = [];
    const row = await changeSubscription(
      this.readModel,
      webhookId,
      ({ event_types, filter, one_message_per, quiet_hours, disabled_at }) => {
        const before = { event_types, filter, one_message_per, quiet_hours };
        if (disabled_at === null && isDeepStrictEqual(before, after)) return null;
        made.push({ ...change, detail: { before, after } });
        return {
          set: { ...after, changed_at: change.at, ...(disabled_at !== null && { disabled: null }) },
          change: made[0]!,
        };
      },
    );
    for (const one of made) this.webhooks.logChange(one);
    this.host.wake();
    return row !== null;
  }

  private async remove(webhookId: string, caller: Caller): Promise<void> {
    const row = await findSubscription(this.readModel, webhookId);
    if (!row) return;
    const { url, description, event_types, filter } = row;
    const change = this.webhooks.change('deleted', webhookId, caller, { url, description, event_types, filter });
    if (await deleteSubscription(this.readModel, webhookId, change)) this.webhooks.logChange(change);
  }
}

const NOTHING: OwnChoice = {
  occasions: [],
  jobs: 'mine',
  pipeline: [],
  label: [],
  one_message_per: 'batch',
  quiet_hours: null,
};

const mayHearOfServer = ({ role }: Caller): boolean => includesRole(role ?? 'viewer', 'operator');

/** Returns what a person chose, without what their role no longer allows; nothing without a subscription. */
function choiceOf(row: SubscriptionRow | null, caller: Caller): OwnChoice {
  const choice = row ? chosenIn(row) : NOTHING;
  if (mayHearOfServer(caller)) return choice;
  return { ...choice, occasions: choice.occasions.filter((occasion) => !isServerEvent(occasion)) };
}

/** @throws ProblemException 404 */
function ownerOf({ actor }: Caller): { readonly userId: string; readonly actor: string; readonly webhookId: string } {
  const userId = userOfActor(actor)?.userId;
  if (userId === undefined)
    throw new ProblemException(
      404,
      'The local administrator has no account. Sign in as a person to choose notifications.',
    );
  return { userId, actor: userActor({ userId }), webhookId: derivedId('own-notifications', userId) };
}
