import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  isServerEvent,
  type WebhookBody,
  type WebhookChange,
  type WebhookChangeBody,
  type WebhookSecretView,
  type WebhookView,
} from '../contract/index.ts';
import { derivedId, newId, type EventLog } from '@reprise/event-log';
import type { ReadModel } from '@reprise/read-model';
import {
  changeSubscription,
  Channels,
  deleteSubscription,
  findSubscription,
  insertSubscription,
  newSecret,
  TargetError,
  webhookView,
  type SealedSecret,
  SecretBox,
  type SubscriptionChange,
  type SubscriptionRow,
} from '../webhooks/index.ts';
import { z } from 'zod';
import { commandIds } from '@reprise/gateway/shared/http/command-ids.ts';
import type { Caller } from '@reprise/gateway/shared/http/caller.ts';
import { ProblemException, wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { EVENT_LOG, WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { WebhookHost } from './webhook-host.ts';

/** Time for which a rotated secret still signs, so that receivers can switch to the new one. */
const OLD_SECRET_MS = 24 * 3600 * 1000;
/** Time for which the same `Idempotency-Key` returns the secret again. */
const REPEAT_MS = 10 * 60 * 1000;

const Id = z.uuid().toLowerCase();

/** @throws ProblemException 404 */
function unknownWebhook(id: string): never {
  throw new ProblemException(404, `There is no webhook ${id.slice(0, 100)}.`);
}

/** Changes that people make to subscriptions. Each is recorded with its author, in its own transaction, and logged. */
@Injectable()
export class Webhooks {
  readonly #logger = new Logger('Webhooks');

  constructor(
    @Inject(WRITE_MODEL) private readonly readModel: ReadModel,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly channels: Channels,
    private readonly box: SecretBox,
    private readonly host: WebhookHost,
  ) {}

  /** @throws ProblemException 404 */
  async find(id: string): Promise<SubscriptionRow> {
    const known = Id.safeParse(id);
    return (known.success && (await findSubscription(this.readModel, known.data))) || unknownWebhook(id);
  }

  /** Subscribes to future events. For a while, the same key with the same body gets the same response. */
  async create(body: WebhookBody, caller: Caller): Promise<WebhookSecretView> {
    this.checkReader(body.url, body);
    await this.checkUrl(body.url);
    const ids = commandIds(caller, 'POST /api/webhooks', body);
    const webhook_id = ids.repeatable ? derivedId('webhook', ids.id) : newId();
    const { last_seq, created } = await this.log.head();
    const now = new Date().toISOString();
    const { isSigned, isForPeople } = this.channels.of(body.url);
    const secret = isSigned ? newSecret() : null;
    const { one_message_per = isForPeople ? 'batch' : 'job', quiet_hours = null } = body;
    const wanted = { ...body, event_types: [...new Set(body.event_types)], one_message_per, quiet_hours };
    const row = {
      webhook_id,
      ...wanted,
      secrets: secret === null ? [] : [{ sealed: this.box.seal(secret, webhook_id), until: null }],
      request_id: ids.causation_id,
      created_at: now,
      created_by: caller.actor,
      changed_at: now,
      last_seq,
      stream_created: created,
    };
    const change = this.change('created', webhook_id, caller, { ...wanted, last_seq });
    if (!(await insertSubscription(this.readModel, row, change))) return this.createdBefore(webhook_id, row.request_id);
    this.logChange(change);
    return { webhook: webhookView(await this.find(webhook_id)), secret };
  }

  async edit(id: string, body: WebhookChangeBody, caller: Caller): Promise<WebhookView> {
    const before = await this.find(id);
    if (body.url !== undefined && body.url !== before.url) {
      await this.checkUrl(body.url);
      this.checkKind(before.url, body.url);
    }
    this.checkReader(before.url, body);
    return this.set(id, caller, 'changed', (now) => {
      const after = { ...body, ...(body.event_types && { event_types: [...new Set(body.event_types)] }) };
      const changed = (Object.keys(after) as (keyof WebhookChangeBody)[]).filter(
        // Postgres reorders the fields of an object.
        (key) => !isDeepStrictEqual(after[key], now[key]),
      );
      if (changed.length === 0) return null;
      const pick = (from: WebhookChangeBody | SubscriptionRow) =>
        Object.fromEntries(changed.map((key) => [key, from[key]]));
      return { set: after, detail: { before: pick(now), after: pick(after) } };
    });
  }

  async remove(id: string, caller: Caller): Promise<void> {
    const { webhook_id, url, description, event_types, filter } = await this.find(id);
    const change = this.change('deleted', webhook_id, caller, { url, description, event_types, filter });
    if (!(await deleteSubscription(this.readModel, webhook_id, change))) unknownWebhook(id);
    this.logChange(change);
  }

  /** Resumes where it stopped, so that events from the time when it was disabled are delivered now. */
  async enable(id: string, caller: Caller): Promise<WebhookView> {
    const view = await this.set(id, caller, 'enabled', ({ disabled_at, disabled_why }) =>
      disabled_at === null ? null : { set: { disabled: null }, detail: { disabled_at, disabled_why } },
    );
    this.host.wake();
    return view;
  }

  disable(id: string, caller: Caller): Promise<WebhookView> {
    const why = 'Disabled by an admin.';
    return this.set(id, caller, 'disabled', ({ disabled_at }, at) =>
      disabled_at === null ? { set: { disabled: { at, why } }, detail: { why } } : null,
    );
  }

  /** Adds a secret. The earlier ones also sign for a day. @throws ProblemException 409 if it is not signed */
  async rotate(id: string, caller: Caller): Promise<WebhookSecretView> {
    const { url } = await this.find(id);
    if (!this.channels.of(url).isSigned)
      throw new ProblemException(409, 'Messages to this address are not signed, so it has no secret.');
    const secret = newSecret();
    const webhook = await this.set(id, caller, 'secret_rotated', ({ webhook_id, secrets }, at) => {
      const until = new Date(Date.parse(at) + OLD_SECRET_MS).toISOString();
      const old = secrets
        .map((one): SealedSecret => ({ ...one, until: one.until ?? until }))
        .filter((one) => one.until! > at);
      return {
        set: { secrets: [{ sealed: this.box.seal(secret, webhook_id), until: null }, ...old] },
        detail: { old_secret_until: until },
      };
    });
    return { webhook, secret };
  }

  change(action: WebhookChange['action'], webhook_id: string, caller: Caller, detail: WebhookChange['detail']) {
    const { actor, correlation_id } = caller;
    return { at: new Date().toISOString(), actor, webhook_id, action, detail, correlation_id };
  }

  logChange({ action, webhook_id, actor, correlation_id }: WebhookChange): void {
    this.#logger.log({ msg: `Webhook ${webhook_id}: ${action} by ${actor}`, correlation_id });
  }

  private async set(
    id: string,
    caller: Caller,
    action: WebhookChange['action'],
    decide: (
      now: SubscriptionRow,
      at: string,
    ) => { set: Omit<SubscriptionChange, 'changed_at'>; detail: WebhookChange['detail'] } | null,
  ): Promise<WebhookView> {
    const { webhook_id } = await this.find(id);
    const made: WebhookChange[] = [];
    const row = await changeSubscription(this.readModel, webhook_id, (now) => {
      const change = this.change(action, webhook_id, caller, {});
      const decided = decide(now, change.at);
      if (!decided) return null;
      made.push({ ...change, detail: decided.detail });
      return { set: { ...decided.set, changed_at: change.at }, change: made[0]! };
    });
    for (const change of made) this.logChange(change);
    return webhookView(row ?? unknownWebhook(id));
  }

  private async createdBefore(webhookId: string, requestId: string): Promise<WebhookSecretView> {
    const row = await this.find(webhookId);
    if (row.request_id !== requestId)
      throw wrongFields([{ field: 'Idempotency-Key', message: 'was used before with another body' }]);
    if (row.secrets.length > 0 && Date.now() - Date.parse(row.created_at) > REPEAT_MS)
      throw new ProblemException(
        409,
        'This webhook was made before, and its secret is not shown again. Rotate the secret to get a new one.',
      );
    const [current] = row.secrets;
    return { webhook: webhookView(row), secret: current ? this.box.open(current.sealed, webhookId) : null };
  }

  /**
   * Pending deliveries have bodies of one channel, which a different one could not send. @throws ProblemException 422
   */
  private checkKind(before: string, after: string): void {
    if (this.channels.of(before) === this.channels.of(after)) return;
    const message = 'must be an address of the same kind. Create another subscription for this one.';
    throw wrongFields([{ field: 'url', message }]);
  }

  /** A webhook gets each event at once. @throws ProblemException 422 */
  private checkReader(url: string, { event_types, one_message_per, quiet_hours }: WebhookChangeBody): void {
    if (this.channels.of(url).isForPeople) return;
    const wrong = { one_message_per: one_message_per === 'batch', quiet_hours: (quiet_hours ?? null) !== null };
    if (event_types?.some(isServerEvent))
      throw wrongFields([{ field: 'event_types', message: 'runner_away and disk_low are only for e-mail and chats' }]);
    const message = 'is only for e-mail and chats: a webhook gets each event at once';
    const fields = Object.entries(wrong).flatMap(([field, isWrong]) => (isWrong ? [{ field, message }] : []));
    if (fields.length > 0) throw wrongFields(fields);
  }

  private async checkUrl(url: string): Promise<void> {
    try {
      await this.channels.of(url).check(url);
    } catch (error) {
      if (error instanceof TargetError) throw wrongFields([{ field: 'url', message: error.message }]);
      throw error;
    }
  }
}
