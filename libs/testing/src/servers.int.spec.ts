import { existsSync } from 'node:fs';
import { connect } from '@nats-io/transport-node';
import { jetstreamManager } from '@nats-io/jetstream';
import pg from 'pg';
import { startNats } from './nats.ts';
import { startOwnPostgres, startPostgres } from './postgres.ts';

describe('startNats', () => {
  it('returns a server that keeps what it acknowledged through a crash and a restart, at the same address', async () => {
    const nats = await startNats();
    const first = await connect({ servers: nats.url });
    const manager = await jetstreamManager(first);
    await manager.streams.add({ name: 'S', subjects: ['s.>'] });
    await manager.jetstream().publish('s.a', 'kept');
    await first.close();
    await nats.kill();
    await expect(connect({ servers: nats.url, timeout: 1_000 })).rejects.toThrow();
    await nats.start();
    await nats.restart();
    const second = await connect({ servers: nats.url });
    const stored = await (await jetstreamManager(second)).streams.getMessage('S', { last_by_subj: 's.a' });
    expect(stored?.string()).toBe('kept');
    await second.close();
    await nats.stop();
  });
});

describe('startPostgres', () => {
  it('returns an empty database for every suite on one server', async () => {
    const [first, second] = [await startPostgres(), await startPostgres()];
    const client = new pg.Client({ connectionString: first.url });
    await client.connect();
    await client.query('create table t (a int)');
    await client.end();
    const other = new pg.Client({ connectionString: second.url });
    await other.connect();
    await expect(other.query('select * from t')).rejects.toThrow('does not exist');
    await other.end();
    await first.stop();
    await second.stop();
  });

  it('returns a server that restarts after it was killed, although one of its processes outlives it', async () => {
    const postgres = await startPostgres();
    const client = new pg.Client({ connectionString: postgres.url });
    client.on('error', () => undefined);
    await client.connect();
    const busy = client.query(`do $$ declare until timestamptz := clock_timestamp() + interval '2 s';
      begin raise notice 'busy'; while clock_timestamp() < until loop end loop; end $$`);
    const ended = Promise.allSettled([busy]);
    await new Promise((resolve) => client.once('notice', resolve));
    await postgres.kill();
    await postgres.start();
    await ended;
    await postgres.stop();
  });
});

describe('startOwnPostgres', () => {
  it('returns a server without the roles of other suites, and removes it with its data', async () => {
    const [own, shared] = [await startOwnPostgres(), await startPostgres()];
    const [inOwn, inShared] = [new pg.Client({ connectionString: own.url }), new pg.Client(shared.url)];
    await Promise.all([inOwn.connect(), inShared.connect()]);
    await inOwn.query('create role of_one_suite');
    const find = "select from pg_roles where rolname = 'of_one_suite'";
    expect((await inOwn.query(find)).rowCount).toBe(1);
    expect((await inShared.query(find)).rowCount).toBe(0);
    const folder = (await inOwn.query<{ data_directory: string }>('show data_directory')).rows[0]!.data_directory;
    expect(existsSync(folder)).toBe(true);
    await Promise.all([inOwn.end(), inShared.end()]);
    await Promise.all([own.stop(), shared.stop()]);
    expect(existsSync(folder)).toBe(false);
  });
});
