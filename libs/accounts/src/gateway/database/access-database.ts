import { migrate, type Migrations } from '@reprise/read-model';
import type { AnyEvent, Role } from '@reprise/contracts';
import { Kysely, type ColumnType, type Generated } from 'kysely';
import pg from 'pg';
import { JoiningDialect } from './joining-driver.ts';
import { M0001Accounts } from './m0001-accounts.ts';
import { M0002Outbox } from './m0002-outbox.ts';
import { M0003Devices } from './m0003-devices.ts';

/** Schema of the accounts. They are not derived from events, so their schema is one that no rebuild touches. */
export const ACCESS_SCHEMA = 'access';
const POOL_SIZE = 6;
const CONNECT_MS = 5_000;
/**
 * Maximum duration of a query, including the wait for other account changes. A hanging Postgres counts as unreachable.
 */
const QUERY_MS = 10_000;

const migrations: Migrations = [
  { name: 'M0001Accounts', class: M0001Accounts },
  { name: 'M0002Outbox', class: M0002Outbox },
  { name: 'M0003Devices', class: M0003Devices },
];

/** Column with a default. It is read as a `Date` and written as a `Date` or in ISO 8601. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;
type MaybeTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** Nullable column that an insert may omit. */
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

interface UserTable {
  id: Generated<string>;
  name: string;
  email: string;
  emailVerified: boolean;
  role: Role | null;
  banned: Maybe<boolean>;
  banReason: Maybe<string>;
  twoFactorEnabled: Maybe<boolean>;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
  lastSignInAt: MaybeTimestamp;
  erasedAt: MaybeTimestamp;
}

interface SessionTable {
  id: string;
  token: string;
  userId: string;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  expiresAt: Timestamp;
  ipAddress: string | null;
  userAgent: string | null;
}

interface LinkedAccountTable {
  id: Generated<string>;
  userId: string;
  accountId: string;
  providerId: string;
  password: string | null;
  updatedAt: Timestamp;
}

interface VerificationTable {
  id: Generated<string>;
  identifier: string;
  value: string;
  expiresAt: Timestamp;
}

interface PasskeyTable {
  id: string;
  userId: string;
  name: string | null;
  createdAt: MaybeTimestamp;
}

interface TokenTable {
  token_id: string;
  user_id: string;
  name: string;
  role: Role;
  created_at: Timestamp;
  expires_at: Timestamp;
  revoked_at: MaybeTimestamp;
  last_used_at: MaybeTimestamp;
  last_address: string | null;
}

interface OneTimeLinkTable {
  link_id: string;
  kind: 'invite' | 'reset';
  secret_hash: string;
  user_id: string | null;
  email: string;
  name: string | null;
  role: Role;
  /** Actor. */
  created_by: string;
  created_at: Timestamp;
  expires_at: Timestamp;
  used_at: MaybeTimestamp;
}

interface OutboxTable {
  position: Generated<string>;
  event: ColumnType<AnyEvent, string>;
}

interface UsedCodeTable {
  user_id: string;
  digest: string;
  expires_at: Timestamp;
}

/** Program that waits to be signed in. */
interface DeviceCodeTable {
  deviceCode: string;
  userCode: string;
  userId: string | null;
  expiresAt: Timestamp;
  status: string;
  program: string;
  address: string | null;
  created_at: Timestamp;
  role: Role | null;
  expires_in_days: number | null;
}

interface Tables {
  user: UserTable;
  session: SessionTable;
  account: LinkedAccountTable;
  verification: VerificationTable;
  passkey: PasskeyTable;
  twoFactor: { userId: string };
  apikey: { id: string; referenceId: string; start: string | null };
  token: TokenTable;
  one_time_link: OneTimeLinkTable;
  outbox: OutboxTable;
  used_code: UsedCodeTable;
  deviceCode: DeviceCodeTable;
}

/** Typed queries about accounts, inside or outside of a transaction. */
export interface AccountQueries {
  readonly query: Kysely<Tables>;
}

/** Connections to the tables of accounts, for the library and for our own typed queries. */
export interface AccessDatabase extends AccountQueries {
  readonly pool: pg.Pool;
  /** For the library. Its queries and our own take part in the same transactions. */
  readonly dialect: JoiningDialect;
}

/** Migrates the tables. @throws the driver's error */
export const migrateAccess = ({ migrateUrl }: { readonly migrateUrl: string }): Promise<void> =>
  migrate(migrateUrl, ACCESS_SCHEMA, migrations);

/** Connects on the first query. */
export function openAccessDatabase({ databaseUrl }: { readonly databaseUrl: string }): AccessDatabase {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    options: `-c search_path=${ACCESS_SCHEMA}`,
    application_name: 'reprise accounts',
  });
  // An idle connection ended. The next query opens another one, or fails with the reason.
  pool.on('error', () => undefined);
  // If a connection ends between two queries of a transaction, the next query must fail, but the gateway must not end.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new JoiningDialect(pool);
  return { pool, dialect, query: new Kysely<Tables>({ dialect }) };
}
