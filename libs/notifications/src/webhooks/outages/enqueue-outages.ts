import { inTransaction, isoTime, type ReadModel } from '@reprise/read-model';
import { derivedId } from '@reprise/event-log';
import type { Kysely } from 'kysely';
import { ServerEvent } from '../../contract/index.ts';
import { webhooks, webhooksOf, type WebhookDatabase } from '../database.ts';
import { insertMessages } from '../deliveries/insert-messages.ts';
import type { Notice } from '../messages/notice.ts';
import { conditionsOf, OVER_AFTER_MS, type Outage, type RunnerCondition } from '../events/outage.ts';
import { subscribedTo } from './subscribed-to.ts';

interface OutageParts {
  readonly readModel: ReadModel;
  /** In milliseconds. */
  readonly now: number;
  readonly runners: readonly RunnerCondition[];
  readonly noticeOf: (outage: Outage, at: string) => Notice;
  /** Whether an account may be notified of runners. */
  readonly mayHear: (userId: string) => boolean;
}

/**
 * Compares the runners with the known outages, and creates deliveries for each that begins or is over, once, also with
 * several gateways and after a restart. A runner that is not listed keeps its outages.
 */
export async function enqueueOutages({ readModel, now, runners, noticeOf, mayHear }: OutageParts): Promise<void> {
  const known = await webhooks(readModel).selectFrom('outage').selectAll().execute();
  const changes = runners.flatMap((runner) =>
    ServerEvent.options.flatMap((type) => {
      const row = known.find((one) => one.type === type && one.runner_id === runner.runner_id);
      const is = conditionsOf(runner, now)[type];
      const isSame = is ? row?.over_since === null : !row;
      return is === undefined || isSame ? [] : [{ type, runner, change: is ? begin : end }];
    }),
  );
  if (changes.length === 0) return;
  await inTransaction(readModel, async (em) => {
    const db = webhooksOf(em);
    for (const { type, runner, change } of changes) {
      const outage = await change(db, type, runner, now);
      if (outage) await tell(db, outage, { now, noticeOf, mayHear });
    }
  });
}

async function begin(
  db: Kysely<WebhookDatabase>,
  type: ServerEvent,
  runner: RunnerCondition,
  now: number,
): Promise<Outage | null> {
  const { runner_id } = runner;
  const since = type === 'runner_away' ? runner.last_seen : new Date(now).toISOString();
  const inserted = await db
    .insertInto('outage')
    .values({ type, runner_id, since })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return { type, runner, since, is_over: false };
  await setOver(db, type, runner_id, null);
  return null;
}

async function end(
  db: Kysely<WebhookDatabase>,
  type: ServerEvent,
  runner: RunnerCondition,
  now: number,
): Promise<Outage | null> {
  const { runner_id } = runner;
  const row = await db
    .selectFrom('outage')
    .selectAll()
    .where('type', '=', type)
    .where('runner_id', '=', runner_id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const overSince = row.over_since === null ? now : Date.parse(isoTime(row.over_since));
  if (now - overSince < OVER_AFTER_MS[type]) {
    await setOver(db, type, runner_id, new Date(overSince).toISOString());
    return null;
  }
  await db.deleteFrom('outage').where('type', '=', type).where('runner_id', '=', runner_id).execute();
  return { type, runner, since: isoTime(row.since), is_over: true };
}

async function setOver(db: Kysely<WebhookDatabase>, type: ServerEvent, runnerId: string, over_since: string | null) {
  await db
    .updateTable('outage')
    .set({ over_since })
    .where('type', '=', type)
    .where('runner_id', '=', runnerId)
    .execute();
}

async function tell(
  db: Kysely<WebhookDatabase>,
  outage: Outage,
  { now, noticeOf, mayHear }: Pick<OutageParts, 'now' | 'noticeOf' | 'mayHear'>,
): Promise<void> {
  const { type, runner, since, is_over } = outage;
  const at = new Date(now).toISOString();
  const message = {
    event_id: derivedId('outage', type, runner.runner_id, since, is_over ? 'over' : 'began'),
    seq: null,
    event_type: is_over ? `${type}_over` : type,
    job_id: null,
    sample_name: null,
    body: JSON.stringify(noticeOf(outage, at)),
  };
  const subscribed = await subscribedTo(db, type, mayHear);
  await insertMessages(
    db,
    subscribed.map((to) => ({ to, message })),
    at,
  );
}
