import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { takeDataFolder } from '@reprise/local-servers';
import { serverFolder, waitUntil } from '@reprise/testing';
import pg from 'pg';
import { embeddedPostgres } from '../servers/embedded-servers.ts';
import { readSettings } from '../settings.ts';
import { endSmartShutdown } from './end-smart-shutdown.mjs';
import { ServiceLocks } from '../services/service-locks.ts';
import { StartedServices } from '../services/started-services.ts';

const folder = mkdtempSync(join(serverFolder(), 'reprise-smart-'));
const said: string[] = [];
const services = new StartedServices(new ServiceLocks(folder), (line) => said.push(line));
let stop: () => void = () => undefined;
afterAll(async () => {
  stop();
  await services.stop();
  rmSync(folder, { recursive: true });
});

describe('a Postgres that receives TERM with an open client connection', () => {
  it('is ended, restarted, and accepts connections', async () => {
    takeDataFolder(folder)();
    chmodSync(folder, 0o711); // Postgres may run as another user
    const { definition, urls, pidFile } = await embeddedPostgres(readSettings({ REPRISE_DATA_DIR: folder }));
    const postgres = await services.start(definition);
    stop = endSmartShutdown(
      { pidFile, endPostgres: () => services.end('postgres'), say: (line) => said.push(line) },
      100,
    );
    const connect = async () => {
      const client = new pg.Client({ connectionString: urls.DATABASE_MIGRATE_URL });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    };
    const { pid } = postgres;
    const kept = await connect();
    process.kill(pid, 'SIGTERM');
    await waitUntil(() => said.includes('The postgres serves again.'), { what: 'it serves again' });
    expect(postgres.pid).not.toBe(pid);
    const next = await connect();
    expect((await next.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await next.end();
    await kept.end().catch(() => undefined);
  });
});
