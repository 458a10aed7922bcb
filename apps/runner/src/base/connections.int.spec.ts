import { openJetStreamLog } from '@reprise/event-log';
import { startNats, type TestServer } from '@reprise/testing';
import type { RunnerSettings } from './settings.ts';
import { connect } from './connections.ts';

let nats: TestServer;
beforeAll(async () => (nats = await startNats()));
afterAll(() => nats.stop());

describe('the connections of a runner', () => {
  it('include the warnings about the log for the operator', async () => {
    await (await openJetStreamLog({ servers: nats.url, name: 'gateway' })).log.close();
    const settings = { NATS_URL: nats.url, REPRISE_NATS_REPLICAS: 3 } as RunnerSettings;
    const { log, services, warnings } = await connect(settings, 'runner test');
    await Promise.all([services.close(), log.close()]);
    expect(warnings).toEqual([expect.stringContaining('kept on 1 of the servers, not on 3')]);
  });
});
