import { Inject, Injectable, Logger } from '@nestjs/common';
import { PeopleDirectory } from '@reprise/gateway/shared/access/people-directory.ts';
import { WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import type { ReadModel } from '@reprise/read-model';
import { ACCOUNT_SCHEME, type WebhookChange } from '../../contract/index.ts';
import {
  changeSubscription,
  deleteSubscription,
  listAccountSubscriptions,
  type SubscriptionRow,
} from '../../webhooks/index.ts';

const WHY = 'The account was disabled.';

/** Ends the notifications of accounts that were disabled or erased. */
@Injectable()
export class EndedAccounts {
  readonly #logger = new Logger('Webhooks');

  constructor(
    @Inject(WRITE_MODEL) private readonly readModel: ReadModel,
    private readonly people: PeopleDirectory,
  ) {}

  /**
   * Disables the notifications of disabled accounts, and deletes those of erased ones.
   * @throws Error if the database is unavailable
   */
  async end(): Promise<void> {
    const subscriptions = await listAccountSubscriptions(this.readModel);
    if (subscriptions.length === 0) return;
    const { people } = await this.people.read();
    const accounts = new Map(people.map((person) => [ACCOUNT_SCHEME + person.user_id, person]));
    for (const row of subscriptions) {
      const account = accounts.get(row.url);
      if (account?.erased) await this.delete(row);
      else if (account?.disabled && row.disabled_at === null) await this.disable(row);
    }
  }

  private async disable({ webhook_id }: SubscriptionRow): Promise<void> {
    const change = changeBySystem(webhook_id, 'disabled', { why: WHY });
    const set = { changed_at: change.at, disabled: { at: change.at, why: WHY } };
    const made: WebhookChange[] = [];
    await changeSubscription(this.readModel, webhook_id, ({ disabled_at }) => {
      if (disabled_at !== null) return null;
      made.push(change);
      return { set, change };
    });
    made.forEach((each) => this.log(each));
  }

  private async delete({ webhook_id, url, description, event_types, filter }: SubscriptionRow): Promise<void> {
    const change = changeBySystem(webhook_id, 'deleted', { url, description, event_types, filter });
    if (await deleteSubscription(this.readModel, webhook_id, change)) this.log(change);
  }

  private log({ webhook_id, action, correlation_id }: WebhookChange): void {
    this.#logger.log({ msg: `Webhook ${webhook_id}: ${action} with its account`, correlation_id });
  }
}

const changeBySystem = (
  webhook_id: string,
  action: WebhookChange['action'],
  detail: WebhookChange['detail'],
): WebhookChange => ({
  at: new Date().toISOString(),
  actor: 'system',
  webhook_id,
  action,
  correlation_id: webhook_id,
  detail,
});
