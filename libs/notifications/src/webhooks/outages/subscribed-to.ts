import { sql, type Kysely } from 'kysely';
import { ACCOUNT_SCHEME, type ServerEvent } from '../../contract/index.ts';
import type { WebhookDatabase } from '../database.ts';
import type { Addressed } from '../deliveries/insert-messages.ts';
import { matchesJob } from '../deliveries/matches.ts';

const NO_JOB = { pipeline: null, sample_name: null, labels: null, created_by: null };

/** Returns the enabled subscriptions to an event about the server. A person's choice of jobs does not affect these. */
export async function subscribedTo(
  db: Kysely<WebhookDatabase>,
  type: ServerEvent,
  mayHear: (userId: string) => boolean,
): Promise<Addressed['to'][]> {
  const rows = await db
    .selectFrom('subscription')
    .select(['webhook_id', 'url', 'filter', 'quiet_hours'])
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`${type} = any(event_types)`)
    .orderBy('webhook_id')
    .execute();
  return rows.filter(({ url, filter }) =>
    url.startsWith(ACCOUNT_SCHEME) ? mayHear(url.slice(ACCOUNT_SCHEME.length)) : matchesJob(NO_JOB, filter),
  );
}
