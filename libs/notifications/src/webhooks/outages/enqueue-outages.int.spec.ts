import { Notices } from '../messages/notice.ts';
import { WebhookLab } from '../testing/webhook-lab.ts';
import type { RunnerCondition } from '../events/outage.ts';
import { enqueueOutages } from './enqueue-outages.ts';

const ANA = '019b2f70-0a11-7b22-8c33-9d44aabbcc02';
const BEN = '019b2f70-0a11-7b22-8c33-9d44aabbcc03';
const START = Date.parse('2026-12-02T03:00:00.000Z');
const MINUTE = 60_000;
const HEALTHY: RunnerCondition = {
  runner_id: 'runner-a',
  host: 'node-3',
  last_seen: new Date(START).toISOString(),
  is_disk_full: false,
  disk_free_bytes: 512 * 1024 ** 2,
};
const notices = new Notices({
  publicUrl: 'https://reprise.lab.example',
  names: [],
  readActorNames: () => Promise.reject(new Error('People are not named.')),
});

let lab: WebhookLab;
let id: string;
beforeAll(async () => {
  lab = await WebhookLab.start();
});
afterAll(() => lab.stop());
beforeEach(async () => {
  await lab.sql('delete from webhooks.outage');
  id = await lab.subscribe('mailto:lab@example.org', ['runner_away', 'disk_low']);
});
afterEach(() => lab.forget());

/** Looks at the runner after some minutes, as a gateway does. */
const look = (minutes: number, part: Partial<RunnerCondition> = {}) =>
  enqueueOutages({
    readModel: lab.readModel,
    now: START + minutes * MINUTE,
    runners: [{ ...HEALTHY, ...part }],
    noticeOf: (outage, at) => notices.ofOutage(outage, at),
    mayHear: (userId) => userId === ANA,
  });
const heard = (minutes: number) => ({ last_seen: new Date(START + minutes * MINUTE).toISOString() });
const titles = async (webhookId = id) =>
  (await lab.deliveries(webhookId)).map(({ body }) => (JSON.parse(body) as { title: string }).title);

describe('an outage of a runner', () => {
  it('is reported once, also by two gateways and after a restart, and once when it is over', async () => {
    await look(0);
    await Promise.all([look(2), look(2)]);
    await look(3);
    expect(await titles()).toEqual(['Runner away: node-3']);
    await Promise.all([look(4, heard(4)), look(4, heard(4))]);
    await look(5, heard(5));
    expect(await titles()).toEqual(['Runner away: node-3', 'Runner back: node-3']);
    await look(9, heard(5));
    expect(await titles()).toHaveLength(3);
  });

  it('is one outage of the disk until it had space for ten minutes', async () => {
    await look(0, { is_disk_full: true });
    await look(1, heard(1));
    await look(5, { ...heard(5), is_disk_full: true });
    await look(6, heard(6));
    await look(15, heard(15));
    expect(await titles()).toEqual(['Disk low: node-3']);
    await look(17, heard(17));
    expect(await titles()).toEqual(['Disk low: node-3', 'Disk has space again: node-3']);
    const [first] = await lab.deliveries(id);
    expect(JSON.parse(first!.body)).toMatchObject({
      link: 'https://reprise.lab.example/runners',
      facts: expect.arrayContaining([{ name: 'Free disk space', value: '0.5 GiB' }]) as unknown,
    });
  });

  it('notifies only the accounts of operators, regardless of the jobs that they chose', async () => {
    const ana = await lab.subscribe(`account:${ANA}`, ['runner_away'], { submitted_by: [`user:${ANA}`] });
    const ben = await lab.subscribe(`account:${BEN}`, ['runner_away']);
    await look(2);
    expect(await titles(ana)).toEqual(['Runner away: node-3']);
    expect(await titles(ben)).toEqual([]);
  });
});
