import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { GATEWAY_SOURCE, userActor } from '@reprise/contracts';
import { derivedId, makeEvent, openJetStreamLog } from '@reprise/event-log';
import { startEmbeddedNats, type TestEmbeddedNats } from '@reprise/launcher/testing';
import { COPY, natsPasswords, natsUrl } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';
import { withCopies } from './log-copy.ts';
import { prepareLog } from './prepare-log.ts';
import { renewCopy } from './renew-copy.ts';

let nats: TestEmbeddedNats;
beforeAll(async () => {
  nats = await startEmbeddedNats();
});
afterAll(() => nats.stop());

const copier = () => natsUrl('copier', natsPasswords(nats.dataFolder).copier, new URL(nats.url).host);
const renew = () => renewCopy({ reprise: nats.url, copier: copier() });
const warnings = () => prepareLog({ reprise: nats.url, copier: copier() });

/** Path of the log, and of another log for tests. */
const logFolder = () => join(nats.dataFolder, 'nats/store/jetstream/REPRISE/streams/REPRISE');
const aside = (name: string) => join(nats.dataFolder, name);

async function whileDown(work: () => void): Promise<void> {
  await nats.kill();
  work();
  await nats.start();
}

const [eve, bob, ann] = [1, 2, 3].map((n) => userActor({ userId: derivedId('person', n) })) as [string, string, string];

async function appendAs(actor: string, count: number): Promise<void> {
  const { log } = await openJetStreamLog({ servers: nats.urls.gateway, name: 'test' });
  for (let n = 0; n < count; n++) {
    const context = { id: derivedId(actor, n), time: '2026-01-01T00:00:00.000Z', actor, source: GATEWAY_SOURCE };
    const subject = derivedId('job', n);
    const data = { attempt: 1, reason: 'sooner' };
    const because = { correlation_id: 'c', causation_id: 'k' };
    await log.append(makeEvent({ type: 'cancel_requested', subject, data }, { ...context, ...because }));
  }
  await log.close();
}

/** Actors in the mirror once it contains `count` events. */
async function actorsInCopy(count: number): Promise<string[]> {
  const { url, user, password, inbox_prefix } = nats.consumer();
  const nc = await connect({ servers: url, user, pass: password, inboxPrefix: inbox_prefix });
  try {
    const { direct, streams } = await jetstreamManager(nc);
    const state = async () => (await streams.info(COPY)).state;
    await waitUntil(async () => (await state()).last_seq >= count, { what: 'the copy is full' });
    const actors: string[] = [];
    for (let seq = 1; seq <= (await state()).last_seq; seq++)
      actors.push((await direct.getMessage(COPY, { seq }))?.header.get('ce-actor') ?? 'nobody');
    return actors;
  } finally {
    await nc.close();
  }
}

const anotherLog = [expect.stringContaining('is one of another log')];

it('recreates the copy after the log was recreated, so that programs read the current log, and keeps a copy of this log', async () => {
  await appendAs('admin', 5);
  expect(await actorsInCopy(5)).toEqual(Array(5).fill('admin'));
  expect(await renew()).toBe('same');

  await whileDown(() => renameSync(logFolder(), aside('lost')));
  await appendAs(eve, 2);
  expect(await actorsInCopy(5)).toEqual(Array(5).fill('admin'));

  expect(await warnings()).toEqual(anotherLog);
  expect(await renew()).toBe('renewed');
  expect(await warnings()).toEqual([]);
  expect(await actorsInCopy(2)).toEqual([eve, eve]);
  expect(await renew()).toBe('same');
  await appendAs(bob, 2);
  expect(await actorsInCopy(4)).toEqual([eve, eve, bob, bob]);
});

it('recreates it if the log lost its end, or a lost log was restored', async () => {
  await whileDown(() => cpSync(logFolder(), aside('backup'), { recursive: true }));
  await appendAs(ann, 1);
  expect(await actorsInCopy(5)).toEqual([eve, eve, bob, bob, ann]);
  await whileDown(() => {
    rmSync(logFolder(), { recursive: true });
    renameSync(aside('backup'), logFolder());
  });
  expect(await warnings()).toEqual(anotherLog);
  expect(await renew()).toBe('renewed');
  expect(await actorsInCopy(4)).toEqual([eve, eve, bob, bob]);

  await whileDown(() => {
    rmSync(logFolder(), { recursive: true });
    renameSync(aside('lost'), logFolder());
  });
  expect(await renew()).toBe('renewed');
  expect(await actorsInCopy(5)).toEqual(Array(5).fill('admin'));
});

it('keeps a copy that does not name its log, and is not older than this one', async () => {
  await withCopies(copier(), async (copies) => {
    const { config } = await copies.info(COPY);
    await copies.delete(COPY);
    await copies.add({ ...config, metadata: {} });
  });
  expect(await renew()).toBe('same');
});
