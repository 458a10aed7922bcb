import { fork, migrate, type ReadModel } from '@reprise/read-model';
import { sql, type Kysely } from 'kysely';
import { migrations } from './migrations/index.ts';

/** Subscriptions and deliveries follow from no event, so they lie in a schema that no rebuild touches. */
const SCHEMA = 'webhooks';

/** A table of the schema, for a query. */
export const table = (name: 'subscription' | 'delivery' | 'change') => sql.id(SCHEMA, name);

export const database = (readModel: ReadModel): Kysely<unknown> => fork(readModel).getKysely<unknown>();

/** Brings the tables up to date. @throws the driver's error */
export const migrateWebhooks = ({ databaseUrl }: Pick<ReadModel, 'databaseUrl'>): Promise<void> =>
  migrate(databaseUrl, SCHEMA, migrations);
