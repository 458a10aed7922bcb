import { existsSync } from 'node:fs';
import { AckPolicy, type StreamAPI } from '@nats-io/jetstream';
import { openJetStreamLog } from '@reprise/event-log';
import { startEmbeddedNats, type TestEmbeddedNats } from '@reprise/launcher/testing';
import { COPY, natsPasswords, natsUrl } from '@reprise/local-servers';
import { withCopies } from './log-copy.ts';
import { positionsFileIn, prepareLog } from './prepare-log.ts';
import { remakeCopy } from './remake-copy.ts';

let nats: TestEmbeddedNats;
beforeEach(async () => {
  nats = await startEmbeddedNats();
});
afterEach(() => nats.stop());

const copier = () => natsUrl('copier', natsPasswords(nats.dataFolder).copier, new URL(nats.url).host);
const file = () => positionsFileIn(nats.dataFolder);
const start = () => prepareLog({ reprise: nats.url, copier: copier(), positionsFile: file() });

const addConsumers = (...names: string[]) =>
  withCopies(copier(), async (_, consumers) => {
    for (const durable_name of names)
      await consumers.add(COPY, { durable_name, ack_policy: AckPolicy.Explicit, filter_subject: 'reprise.jobs.>' });
  });

const consumersOfCopy = () =>
  withCopies(copier(), async (_, consumers) => {
    const found: string[] = [];
    for await (const { name } of consumers.list(COPY)) found.push(name);
    return found.toSorted();
  });

/** Recreates the mirror, with a crash in place of one call. */
async function crashAt(crash: (copies: StreamAPI) => Partial<StreamAPI>): Promise<void> {
  const { log } = await openJetStreamLog({ servers: nats.url, name: 'test' });
  const head = await log.head();
  await log.close();
  await withCopies(copier(), async (copies, consumers) => {
    const broken = Object.assign(Object.create(copies) as StreamAPI, crash(copies));
    await expect(remakeCopy(broken, consumers, await copies.info(COPY), head, file())).rejects.toThrow('crash');
  });
}

const crash = () => Promise.reject(new Error('crash'));

it.each([
  ['before the copy is deleted', () => ({ delete: crash })],
  ['after the copy is deleted', () => ({ add: crash })],
  [
    'after the copy is made',
    (copies: StreamAPI) => ({ add: async (config: Parameters<StreamAPI['add']>[0]) => copies.add(config).then(crash) }),
  ],
])('keeps the positions of programs over a crash %s', async (_, broken) => {
  await addConsumers('lims', 'archive');
  await crashAt(broken);
  expect(existsSync(file())).toBe(true);
  expect(await start()).toEqual([]);
  expect(await consumersOfCopy()).toEqual(['archive', 'lims']);
  expect(existsSync(file())).toBe(false);
});

it('does not change a program that came back before the positions did', async () => {
  await addConsumers('lims');
  await crashAt((copies) => ({ add: async (config) => copies.add(config).then(crash) }));
  await addConsumers('lims');
  expect(await start()).toEqual([]);
  expect(await consumersOfCopy()).toEqual(['lims']);
});
