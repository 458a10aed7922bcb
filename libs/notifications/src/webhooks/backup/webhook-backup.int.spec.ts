import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Receiver } from '../testing/receiver.ts';
import { WebhookLab } from '../testing/webhook-lab.ts';
import { WebhookBackup } from './webhook-backup.ts';

let lab: WebhookLab;
let receiver: Receiver;
let folder: string;
let file: string;
let backup: WebhookBackup;
beforeAll(async () => {
  lab = await WebhookLab.start();
});
afterAll(() => lab.stop());
beforeEach(async () => {
  receiver = await new Receiver().start();
  folder = mkdtempSync(join(tmpdir(), 'reprise-backup-'));
  file = join(folder, 'webhooks', 'backup.json');
  backup = new WebhookBackup(lab.readModel, file);
  await loseTables();
});
afterEach(async () => {
  await receiver.stop();
  await lab.forget();
  rmSync(folder, { recursive: true });
});

const loseTables = () => lab.sql('truncate webhooks.subscription, webhooks.change, webhooks.delivery cascade');
const work = async () => {
  const worker = lab.worker();
  await worker.enqueue();
  await worker.deliver();
};

describe('the backup of webhooks', () => {
  it('brings them back to an empty database, with the change trail, and what was not delivered is delivered again', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    const delivered = await lab.runJob();
    await work();
    receiver.answer = () => ({ status: 503 });
    const pending = await lab.runJob();
    await work();
    expect(await lab.deliveries(id)).toMatchObject([{ status: 'delivered' }, { status: 'pending', tries: 1 }]);
    await backup.save();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(lab.secret);

    await loseTables();
    receiver.answer = () => ({ status: 204 });
    receiver.received.length = 0;
    expect(await new WebhookBackup(lab.readModel, file).restore()).toBe(1);
    expect(await lab.subscription(id)).toMatchObject({ url: receiver.url, event_types: ['attempt_succeeded'] });
    const after = await lab.runJob();
    await work();
    const subjects = receiver.verified(lab.secret).map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual([pending, after].toSorted());
    expect(subjects).not.toContain(delivered);

    // The trail continues where it ended.
    await lab.subscribe(receiver.url);
    await backup.save();
    const { changes } = JSON.parse(readFileSync(file, 'utf8')) as { changes: { n: number; action: string }[] };
    expect(changes.map(({ n, action }) => [n, action])).toEqual([
      [changes[0]!.n, 'created'],
      [changes[0]!.n + 1, 'created'],
    ]);
  });

  it('changes nothing in tables that held something, be it a webhook that was deleted', async () => {
    await lab.subscribe(receiver.url);
    await backup.save();
    await lab.forget();
    expect(await backup.restore()).toBe(0);
    await lab.subscribe(receiver.url);
    expect(await backup.restore()).toBe(0);
  });

  it('that is damaged stops nothing while the tables have the webhooks, and is named where they have not', async () => {
    const id = await lab.subscribe(receiver.url);
    await backup.save();
    writeFileSync(file, '{"cut');
    expect(await backup.restore()).toBe(0);
    expect(await lab.subscription(id)).toMatchObject({ url: receiver.url });
    await loseTables();
    await expect(backup.restore()).rejects.toThrow(`Restore ${file}, or move it away`);
  });

  it('is not forgotten where the tables are new, and there is none where there was never a webhook', async () => {
    await backup.save();
    expect([existsSync(file), await backup.restore()]).toEqual([false, 0]);
    await lab.subscribe(receiver.url);
    await backup.save();
    await loseTables();
    await backup.save();
    expect(await backup.restore()).toBe(1);
  });
});
