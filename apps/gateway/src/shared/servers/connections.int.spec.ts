import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../testing/eventually.ts';
import { startServers, type Servers } from '../../testing/test-gateway.ts';
import { connect } from './connections.ts';

let servers: Servers;
let folder: string;
beforeAll(async () => {
  servers = await startServers();
  folder = mkdtempSync(join(tmpdir(), 'reprise-connections-'));
});
afterAll(async () => {
  await servers.stop();
  rmSync(folder, { recursive: true });
});

describe('the servers of a gateway', () => {
  it('are awaited in order during their start, and are each named once', async () => {
    await Promise.all([servers.postgres.kill(), servers.nats.kill()]);
    const said: string[] = [];
    const connecting = connect(
      {
        natsUrl: servers.nats.url,
        databaseUrl: servers.postgres.url,
        audit: { folder, headsFolder: undefined, signEvery: 1000 },
      },
      (sentence) => said.push(sentence),
    );
    const waiting = (sentences: string[]) =>
      eventually(sentences.join(), async () => (said.join() === sentences.join() ? true : null));
    await waiting(['Waiting for Postgres, for a minute at most']);
    await servers.postgres.start();
    await waiting([...said, 'Waiting for NATS, for a minute at most']);
    await servers.nats.start();
    const { log, readModel, feed } = await connecting;
    expect(said).toHaveLength(2);
    await feed.stop();
    await Promise.all([log.close(), readModel.close()]);
  });

  it('cause a warning if they keep the log on fewer servers than configured, or do not report whether it is on disk', async () => {
    const { log, readModel, feed, warnings } = await connect(
      {
        natsUrl: servers.nats.url,
        natsMonitorUrl: 'http://127.0.0.1:9',
        natsReplicas: 3,
        databaseUrl: servers.postgres.url,
        audit: { folder, headsFolder: undefined, signEvery: 1000 },
      },
      () => undefined,
    );
    expect(warnings).toEqual([expect.stringContaining('not on 3'), expect.stringContaining('is unknown')]);
    await feed.stop();
    await Promise.all([log.close(), readModel.close()]);
  });
});
