import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { derivedId, makeEvent, openJetStreamLog } from '@reprise/event-log';
import { startEmbeddedNats, type TestEmbeddedNats } from '@reprise/testing';
import { COPY } from '../servers/nats-accounts.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { natsPasswords, natsUrl } from './nats-logins.ts';
import { renewCopy } from './prepare-log.ts';

let nats: TestEmbeddedNats;
beforeAll(async () => {
  nats = await startEmbeddedNats();
});
afterAll(() => nats.stop());

const renew = () => {
  const copier = natsUrl('copier', natsPasswords(nats.dataFolder).copier, new URL(nats.url).host);
  return renewCopy({ reprise: nats.url, copier });
};

async function appendAs(actor: string, count: number): Promise<void> {
  const { log } = await openJetStreamLog({ servers: nats.urls.gateway, name: 'test' });
  for (let n = 0; n < count; n++) {
    const context = { id: derivedId(actor, n), time: '2026-01-01T00:00:00.000Z', actor, source: '/test' };
    const subject = derivedId('job', n);
    const data = { from: 0, to: 1, reason: 'sooner' };
    const because = { correlation_id: 'c', causation_id: 'k' };
    await log.append(makeEvent({ type: 'priority_changed', subject, data }, { ...context, ...because }));
  }
  await log.close();
}

/** Who did what the copy holds, once it reaches to `count`. */
async function actorsInCopy(count: number): Promise<string[]> {
  const { url, user, password, inbox_prefix } = nats.consumer();
  const nc = await connect({ servers: url, user, pass: password, inboxPrefix: inbox_prefix });
  try {
    const { direct, streams } = await jetstreamManager(nc);
    const state = async () => (await streams.info(COPY)).state;
    await waitUntil(async () => (await state()).last_seq >= count, { what: 'the copy is full', milliseconds: 20_000 });
    const actors: string[] = [];
    for (let seq = 1; seq <= (await state()).last_seq; seq++)
      actors.push((await direct.getMessage(COPY, { seq }))?.header.get('ce-actor') ?? 'nobody');
    return actors;
  } finally {
    await nc.close();
  }
}

it('makes the copy anew after the log was, so that programs read the log that is; and leaves one of this log alone', async () => {
  await appendAs('ada', 3);
  expect(await actorsInCopy(3)).toEqual(['ada', 'ada', 'ada']);
  expect(await renew()).toBe(false);

  await nats.kill();
  rmSync(join(nats.dataFolder, 'nats/store/jetstream/REPRISE/streams/REPRISE'), { recursive: true });
  await nats.start();
  await appendAs('eve', 2);
  expect(await actorsInCopy(3)).toEqual(['ada', 'ada', 'ada']);

  expect(await renew()).toBe(true);
  expect(await actorsInCopy(2)).toEqual(['eve', 'eve']);
  expect(await renew()).toBe(false);
  await appendAs('bob', 2);
  expect(await actorsInCopy(4)).toEqual(['eve', 'eve', 'bob', 'bob']);
});
