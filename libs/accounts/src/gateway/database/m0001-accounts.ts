import { Migration } from '@mikro-orm/migrations';

/** Tables and names as better-auth and its plugins define them (`getMigrations` of `better-auth/db/migration`). */
const ofTheLibrary = [
  `create table "user" (
    "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
    "name" text not null,
    "email" text not null unique,
    "emailVerified" boolean not null,
    "image" text,
    "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
    "updatedAt" timestamptz default CURRENT_TIMESTAMP not null,
    "role" text,
    "banned" boolean,
    "banReason" text,
    "banExpires" timestamptz,
    "twoFactorEnabled" boolean,
    "lastSignInAt" timestamptz,
    "erasedAt" timestamptz)`,
  `create table "session" (
    "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
    "expiresAt" timestamptz not null,
    "token" text not null unique,
    "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
    "updatedAt" timestamptz not null,
    "ipAddress" text,
    "userAgent" text,
    "userId" uuid not null references "user" ("id") on delete cascade,
    "impersonatedBy" text)`,
  `create table "account" (
    "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
    "accountId" text not null,
    "providerId" text not null,
    "userId" uuid not null references "user" ("id") on delete cascade,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz,
    "scope" text,
    "password" text,
    "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
    "updatedAt" timestamptz not null)`,
  `create table "verification" (
    "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
    "identifier" text not null,
    "value" text not null,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
    "updatedAt" timestamptz default CURRENT_TIMESTAMP not null)`,
  `create table "twoFactor" (
    "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
    "secret" text not null,
    "backupCodes" text not null,
    "userId" uuid not null references "user" ("id") on delete cascade,
    "verified" boolean,
    "failedVerificationCount" integer,
    "lockedUntil" timestamptz)`,
  `create table "passkey" (
    "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
    "name" text,
    "publicKey" text not null,
    "userId" uuid not null references "user" ("id") on delete cascade,
    "credentialID" text not null,
    "counter" integer not null,
    "deviceType" text not null,
    "backedUp" boolean not null,
    "transports" text,
    "createdAt" timestamptz,
    "aaguid" text)`,
  `create table "apikey" (
    "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
    "configId" text not null,
    "name" text,
    "start" text,
    "referenceId" text not null,
    "prefix" text,
    "key" text not null,
    "refillInterval" integer,
    "refillAmount" integer,
    "lastRefillAt" timestamptz,
    "enabled" boolean,
    "rateLimitEnabled" boolean,
    "rateLimitTimeWindow" integer,
    "rateLimitMax" integer,
    "requestCount" integer,
    "remaining" integer,
    "lastRequest" timestamptz,
    "expiresAt" timestamptz,
    "createdAt" timestamptz not null,
    "updatedAt" timestamptz not null,
    "permissions" text,
    "metadata" text)`,
  `create index "session_userId_idx" on "session" ("userId")`,
  `create index "account_userId_idx" on "account" ("userId")`,
  `create index "verification_identifier_idx" on "verification" ("identifier")`,
  `create index "twoFactor_secret_idx" on "twoFactor" ("secret")`,
  `create index "twoFactor_userId_idx" on "twoFactor" ("userId")`,
  `create index "passkey_userId_idx" on "passkey" ("userId")`,
  `create index "passkey_credentialID_idx" on "passkey" ("credentialID")`,
  `create index "apikey_configId_idx" on "apikey" ("configId")`,
  `create index "apikey_referenceId_idx" on "apikey" ("referenceId")`,
  `create index "apikey_key_idx" on "apikey" ("key")`,
];

const ofReprise = [
  // Outlives the library's key, because the library deletes expired and revoked keys, but events refer to tokens
  // forever.
  `create table token (
    token_id uuid primary key,
    user_id uuid not null references "user" ("id"),
    name text not null,
    role text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    last_used_at timestamptz,
    last_address text)`,
  `create index token_of_user on token (user_id)`,
  `create table one_time_link (
    link_id uuid primary key,
    kind text not null check (kind in ('invite', 'reset')),
    secret_hash text not null unique,
    user_id uuid references "user" ("id"),
    email text not null,
    name text,
    role text not null,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz)`,
  // As `RateLimiterPostgres` of rate-limiter-flexible defines it.
  `create table rate_limit (key varchar(255) primary key, points integer not null default 0, expire bigint)`,
];

/** The login that reads tables runs queries about jobs, and must not read password hashes. */
const notForReaders = `do $$ begin
  if exists (select from pg_roles where rolname = 'reprise_reader') then
    execute format('revoke all on all tables in schema %I from reprise_reader', current_schema());
    execute format('revoke all on schema %I from reprise_reader', current_schema());
  end if;
end $$`;

/** Accounts, their sessions, credentials and tokens. */
export class M0001Accounts extends Migration {
  override up(): void {
    for (const statement of [...ofTheLibrary, ...ofReprise, notForReaders]) this.addSql(statement);
  }
}
