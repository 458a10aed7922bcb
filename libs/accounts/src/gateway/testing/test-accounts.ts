import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { userActor, type AccessEvent, type Role } from '@reprise/contracts';
import { MemoryEventLog, newId } from '@reprise/event-log';
import { startPostgres } from '@reprise/testing';
import type { Request, Response } from 'express';
import { AccessTrail } from '@reprise/gateway/shared/access/access-trail.ts';
import { MachineAccess } from '@reprise/gateway/shared/auth/machine-access.ts';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import type { Trail } from '@reprise/gateway/shared/servers/trail.ts';
import { AccessEndings } from '../auth/access-endings.ts';
import { AccountIdentities } from '../auth/account-identities.ts';
import { AuthCalls } from '../auth/auth-calls.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { SessionAge } from '../auth/session-age.ts';
import { SignInRecords } from '../auth/sign-in-records.ts';
import { TokenIdentities } from '../auth/token-identities.ts';
import { migrateAccess, openAccessDatabase, type AccessDatabase } from '../database/access-database.ts';
import { OIDC } from '../better-auth/oidc-provider.ts';
import { AccountChanges } from '../records/account-changes.ts';
import { Outbox } from '../records/outbox.ts';
import { Accounts } from '../accounts/accounts.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/**
 * Account services on a separate database, without a gateway or its log, which makes specs ten times faster. `events`
 * contains the events that would be in the log.
 */
export class TestAccounts {
  readonly events: AccessEvent[] = [];
  /** All events, including those of other gateways. */
  readonly log = new MemoryEventLog();
  /** Set while the log does not answer. */
  away: Error | undefined;
  readonly machine = new MachineAccess(true);
  readonly host: AuthHost;
  readonly calls: AuthCalls;
  readonly age: SessionAge;
  readonly endings: AccessEndings;
  readonly tokens: TokenIdentities;
  readonly trail: AccessTrail;
  readonly outbox: Outbox;
  readonly records: SignInRecords;
  readonly changes: AccountChanges;
  readonly identities: AccountIdentities;
  readonly accounts: Accounts;

  private constructor(
    readonly database: AccessDatabase,
    private readonly close: () => Promise<void>,
    folder: string,
  ) {
    const sessions = { idleMs: HOUR_MS, maxMs: DAY_MS, signedOutFile: '' };
    const access = { keyFile: join(folder, 'accounts.key'), adminToken: true, oidc: undefined };
    this.host = new AuthHost(database, { port: 0, publicUrl: 'http://localhost', sessions, access });
    this.trail = new AccessTrail(this.#log() as unknown as Trail);
    this.calls = new AuthCalls(this.host);
    this.age = new SessionAge({ sessions }, this.host);
    this.endings = new AccessEndings(this.log);
    this.tokens = new TokenIdentities(this.host, this.endings);
    this.outbox = new Outbox(this.host, this.trail);
    this.records = new SignInRecords(this.trail, this.outbox);
    this.changes = new AccountChanges(this.host, this.trail, this.outbox);
    this.identities = new AccountIdentities(this.host, this.calls, this.tokens, this.age, this.records, this.endings);
    this.accounts = new Accounts(this.host, this.machine, this.identities, this.changes);
  }

  static async open(): Promise<TestAccounts> {
    Logger.overrideLogger(false);
    const postgres = await startPostgres();
    const folder = mkdtempSync(join(tmpdir(), 'reprise-accounts-'));
    await migrateAccess({ migrateUrl: postgres.url });
    const database = openAccessDatabase({ databaseUrl: postgres.url });
    const close = async () => {
      await database.pool.end();
      await postgres.stop();
      rmSync(folder, { recursive: true });
    };
    const accounts = new TestAccounts(database, close, folder);
    await accounts.endings.onApplicationBootstrap();
    return accounts;
  }

  stop(): Promise<void> {
    return this.close();
  }

  /** Empties all tables. */
  async clear(): Promise<void> {
    const { rows } = await this.database.pool.query<{ all: string }>(
      `select string_agg(format('access.%I', tablename), ', ') as all from pg_tables
         where schemaname = 'access' and tablename <> 'mikro_orm_migrations'`,
    );
    await this.database.pool.query(`truncate ${rows[0]!.all}`);
    this.recorded();
  }

  /** Empties all tables, and adds Ana, an admin, and Ben, an operator. */
  async startOver(): Promise<{ readonly ana: TestPerson; readonly ben: TestPerson }> {
    await this.clear();
    return { ana: await this.person('admin', 'Ana Ruiz'), ben: await this.person('operator', 'Ben Ito') };
  }

  get query() {
    return this.database.query;
  }

  /** Adds an account. Returns its user as a sender. */
  async person(role: Role, name: string, fields: { readonly banned?: boolean | null } = {}): Promise<TestPerson> {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@lab.example`;
    const row = { name, email, role, emailVerified: false, ...fields };
    const { id: userId } = await this.query.insertInto('user').values(row).returning('id').executeTakeFirstOrThrow();
    return { actor: userActor({ userId }), name, email, role, kind: 'person', userId };
  }

  /** Opens a session as the library does. Returns its id. */
  async session(
    userId: string,
    fields: { readonly createdAt?: Date; readonly expiresAt?: Date } = {},
  ): Promise<string> {
    const [id, now] = [newId(), new Date()];
    const times = { createdAt: now, updatedAt: now, expiresAt: new Date(now.getTime() + HOUR_MS) };
    const row = { id, userId, token: `secret of ${id}`, ipAddress: null, userAgent: null, ...times, ...fields };
    await this.query.insertInto('session').values(row).execute();
    return id;
  }

  /** Adds a passkey without a device. Returns its id. */
  async passkey(userId: string, name: string | null = 'Key', createdAt: Date | null = new Date()): Promise<string> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `insert into passkey ("name", "publicKey", "userId", "credentialID", "counter", "deviceType", "backedUp", "createdAt")
         values ($2, 'key', $1, gen_random_uuid()::text, 0, 'singleDevice', false, $3) returning id`,
      [userId, name, createdAt],
    );
    return rows[0]!.id;
  }

  /** Links an account to a sign-in method, by default the directory. */
  async link(userId: string, providerId = OIDC, accountId = userId, password: string | null = null): Promise<void> {
    const row = { userId, accountId, providerId, password, updatedAt: new Date() };
    await this.query.insertInto('account').values(row).execute();
  }

  /** Ids of the sessions of a person. */
  async sessionsOf(userId: string): Promise<string[]> {
    const rows = await this.query.selectFrom('session').select('id').where('userId', '=', userId).execute();
    return rows.map(({ id }) => id);
  }

  /** Types and subjects of the events since the last call. */
  recorded(): { readonly type: string; readonly subject: string; readonly actor: string; readonly data: unknown }[] {
    return this.events.splice(0).map(({ type, subject, actor, data }) => ({ type, subject, actor, data }));
  }

  #log() {
    const answer = () => (this.away ? Promise.reject(this.away) : Promise.resolve());
    return {
      assertAnswers: answer,
      append: async (event: AccessEvent) => {
        await answer();
        await this.log.append(event);
        return this.events.push(event);
      },
    };
  }
}

/** A person with an account, used as a requester. */
export type TestPerson = Principal & { readonly userId: string; readonly email: string };

/** A browser as services see it. It keeps the cookies of responses. */
export class FakeBrowser {
  readonly cookies = new Map<string, string>();
  readonly response = {
    append: (_: string, cookie: string) => this.#keep(cookie),
    clearCookie: () => undefined,
  } as unknown as Response;

  /** Returns a request of this browser. */
  request(principal?: Principal, fields: Partial<Request> = {}): Request {
    const headers: Readonly<Record<string, string>> = {
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'user-agent': 'Test browser',
    };
    return {
      principal,
      actor: principal?.actor ?? 'anonymous',
      correlationId: newId(),
      ip: '10.0.0.7',
      secure: false,
      path: '/api/session',
      get: (name: string) => headers[name],
      ...fields,
    } as unknown as Request;
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '' || /max-age=0/i.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
