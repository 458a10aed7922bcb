import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRoles } from '@reprise/launcher';
import { serverFolder, startNats, startOwnPostgres, type TestServer } from '@reprise/testing';
import { leaveHistory } from '../testing/leave-history.ts';
import { runCommand } from '../testing/run-command.ts';
import { ACCOUNTS, query } from './testing/tables.ts';

const EVENTS = 12;
const scratch = mkdtempSync(join(serverFolder(), 'reprise-external-'));
const [dataDir, backups] = [join(scratch, 'data'), join(scratch, 'backups')];

describe('reprise server backup and restore with a NATS server and a Postgres of your own', () => {
  let postgres: TestServer;
  let first: TestServer;
  let second: TestServer;
  beforeAll(async () => {
    [postgres, first, second] = await Promise.all([startOwnPostgres(), startNats(), startNats()]);
    await makeRoles(at('postgres'), PASSWORDS);
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'admin.token'), 'token');
    const servers = { natsUrl: first.url, copierUrl: undefined, databaseUrl: at('reprise', 'migrator') };
    await leaveHistory(servers, join(dataDir, 'audit'), EVENTS);
    await query(at('reprise', 'migrator'), ACCOUNTS);
  });
  afterAll(async () => {
    await Promise.all([first.stop(), second.stop(), postgres.stop()]);
    rmSync(scratch, { recursive: true });
  });

  const PASSWORDS = { migrator: 'migrator', projector: 'projector', reader: 'reader' };
  const at = (database: string, login?: string): string => {
    const url = new URL(postgres.url);
    url.pathname = `/${database}`;
    if (login !== undefined) Object.assign(url, { username: `reprise_${login}`, password: login });
    return url.href;
  };
  const server = ({ url }: TestServer, folder: string, ...args: string[]) => {
    const databases = { DATABASE_URL: at('reprise', 'projector'), DATABASE_MIGRATE_URL: at('reprise', 'migrator') };
    return runCommand({ NATS_URL: url, ...databases, REPRISE_DATA_DIR: folder }, 'server', ...args);
  };

  it('backs up log and accounts', async () => {
    const made = await server(first, dataDir, 'backup', backups);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toContain(`the log to event ${EVENTS} (${EVENTS} new), 1 account,`);
  });

  it('refuses a stream or a database that is not empty, before it writes anything', async () => {
    const b = join(scratch, 'b');
    expect(await server(first, b, 'restore', backups)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`The stream REPRISE is not empty: it reaches to event ${EVENTS}.`) as string,
    });
    expect(await server(second, b, 'restore', backups)).toMatchObject({
      code: 2,
      err: expect.stringContaining('The database already has the schema access, rm, trust, webhooks.') as string,
    });
    await query(at('reprise', 'migrator'), 'drop schema access, trust, webhooks cascade');
    expect(await server(second, b, 'restore', backups)).toMatchObject({
      code: 2,
      err: expect.stringContaining('The database already has the schema rm.') as string,
    });
    expect(existsSync(b)).toBe(false);
  });

  it('restores into an empty stream and an empty database', async () => {
    await query(at('postgres'), 'drop database reprise with (force)');
    await makeRoles(at('postgres'), PASSWORDS);
    const b = join(scratch, 'b');
    const restored = await server(second, b, 'restore', backups);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toContain(`up to event ${EVENTS}. The history records this restore as event ${EVENTS + 1}.`);
    expect(await query(at('reprise', 'migrator'), 'select url from webhooks.subscription')).toHaveLength(1);
    expect(await query(at('reprise', 'reader'), 'select count(*)::int as n from rm.audit')).toEqual([
      { n: EVENTS + 1 },
    ]);
    await expect(query(at('reprise', 'reader'), 'select * from access."user"')).rejects.toThrow('permission denied');
  });

  it('restores the database alone beside the stream, if it is empty', async () => {
    const b = join(scratch, 'b');
    expect(await server(second, b, 'restore', backups, '--database')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Give an empty database.') as string,
    });
    await query(at('postgres'), 'drop database reprise with (force)');
    await makeRoles(at('postgres'), PASSWORDS);
    const restored = await server(second, b, 'restore', backups, '--database');
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toContain(`The history records this restore as event ${EVENTS + 2}.`);
    expect(await query(at('reprise', 'migrator'), 'select name from access."user"')).toHaveLength(2);
  });
});
