import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { JobView } from '@reprise/contracts';
import type { UploadPage } from '@reprise/samples/contract';
import { simulatedNextflow } from '@reprise/simulated-nextflow';
import { waitUntil } from '@reprise/testing';
import { Lab } from '../lab.ts';
import type { Sample } from '../sample.ts';

const program = join(import.meta.dirname, '../../../cli/src/main.ts');

const ANA = { name: 'Ana Ruiz', email: 'ana@lab.example', password: 'three lemurs in a lab' };

describe('a Reprise that is restored to a moment between two backups, into a data dir at another path', () => {
  let lab: Lab;
  let completed: Sample;
  let running: Sample;
  let until: string;
  let dataDir: string;
  let backups: string;

  beforeAll(async () => {
    lab = await Lab.start({
      REPRISE_NEXTFLOW: simulatedNextflow,
      REPRISE_RATE_LIMIT: '0',
      REPRISE_COMMAND_RATE_LIMIT: '0',
      REPRISE_RUNNER_SLOTS: '3',
      REPRISE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1',
    });
    dataDir = lab.system.dataDir;
    backups = join(dirname(dataDir), 'backups');
  });
  afterAll(() => lab.stop());

  const reprise = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) =>
      execFile(
        process.execPath,
        [program, ...args],
        { env: { ...process.env, REPRISE_DATA_DIR: dataDir } },
        (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
      ),
    );
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${lab.system.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${lab.system.token}`, ...(init.headers as Record<string, string>) },
    });
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await send(path, { method: 'POST', body: JSON.stringify(body), headers });
    expect({ path, ok: response.ok }).toEqual({ path, ok: true });
    return (await response.json()) as Record<string, unknown>;
  };
  const uploadNames = async () =>
    ((await (await send('/api/uploads')).json()) as UploadPage).items.map(({ name }) => name);
  const webhooks = async () => {
    const { items } = (await (await send('/api/webhooks')).json()) as { items: { url: string }[] };
    return items.map(({ url }) => url);
  };

  async function upload(name: string): Promise<void> {
    const reads = gzipSync('@r1\nACGT\n+\nIIII\n');
    const tus = { 'tus-resumable': '1.0.0' };
    const metadata = `filename ${Buffer.from(name).toString('base64')}`;
    const created = await send('/api/uploads', {
      method: 'POST',
      headers: { ...tus, 'upload-length': String(reads.length), 'upload-metadata': metadata },
    });
    const { pathname } = new URL(created.headers.get('location')!, lab.system.url);
    const part = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    expect((await send(pathname, { method: 'PATCH', headers: part, body: reads })).status).toBe(204);
  }

  const invite = (of: string) => post('/api/users/invites', { email: of, name: of, role: 'operator' });
  const hook = (url: string) => lab.api.addWebhook({ url, event_types: ['submitted'], description: '', filter: {} });

  const stateOf = ({ steps }: JobView, process: string) => steps.find((step) => step.process === process)?.state;

  it('is backed up before and after the moment', async () => {
    await post('/api/session/first-admin', ANA);
    await upload('BEFORE_R1.fastq.gz');
    await hook('http://127.0.0.1:9/before');
    completed = await lab.submit('flaky', { simulation: { steps: [{ name: 'PREPARE' }] } });
    await completed.becomes('completed');
    const steps = [{ name: 'PREPARE' }, { name: 'CALL', after: ['PREPARE'], seconds: 3600 }];
    running = await lab.submit('flaky', { simulation: { steps } });
    await running.reads('at its second step', (job) => stateOf(job, 'CALL') === 'running');
    expect(await reprise('server', 'backup', backups)).toMatchObject({ code: 0, err: '' });

    await invite('ben@lab.example');
    until = new Date().toISOString();
    await waitUntil(() => Date.now() > Date.parse(until), { what: 'the moment is over' });

    await upload('AFTER_R1.fastq.gz');
    await hook('http://127.0.0.1:9/after');
    await invite('eve@lab.example');
    await running.command('cancel', { reason: 'after the moment' });
    await running.becomes('failed');
    await lab.api.submit({ pipeline: 'brief', sample_name: 'after the moment', params: {} });
    expect(await reprise('server', 'backup', backups)).toMatchObject({ code: 0, err: '' });
  });

  it('is restored up to the moment, with a list of the changes of accounts that are gone', async () => {
    await lab.system.stop();
    await running.leavesNoProcess();
    const lost = `${dataDir}.lost`;
    renameSync(dataDir, lost);
    dataDir = join(dirname(dataDir), 'another', 'place');
    mkdirSync(dirname(dataDir));
    const restored = await reprise('server', 'restore', backups, '--until', until);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toContain('Nothing was altered, dropped, swapped, inserted or cut off.');
    expect(restored.out).toMatch(/Changes of accounts after the backup of the tables: 1\.[^]* user_invited by admin/);
    expect(restored.out).toContain('Jobs that were running: 1.');
    cpSync(join(lost, 'jobs'), join(dataDir, 'jobs'), { recursive: true });
  });

  it('has the jobs, accounts, webhooks and uploads of that time, and says so in the audit', async () => {
    await lab.restart({ REPRISE_DATA_DIR: dataDir });
    expect((await lab.api.jobs()).map(({ job_id }) => job_id)).toEqual([running.id, completed.id]);
    expect(await lab.api.job(completed.id)).toMatchObject({ status: 'completed', attempt: 1 });
    expect(await webhooks()).toEqual(['http://127.0.0.1:9/before']);
    // The uploads come from the first backup after the moment.
    expect((await uploadNames()).sort()).toEqual(['AFTER_R1.fastq.gz', 'BEFORE_R1.fastq.gz']);
    const [entry] = await lab.api
      .audit({ events: 'access', q: '', limit: '100' })
      .then((entries) => entries.filter(({ type }) => type === 'backup_restored'));
    expect(entry).toMatchObject({ actor: 'admin', data: { until } });
  });

  it('refuses a resume at another path, because the work dir of the job is not there', async () => {
    // Its last command was after the moment, so `running` would wait for an event that is gone.
    const failed = async () => (await lab.api.job(running.id)).status === 'failed';
    await waitUntil(failed, { what: 'the runner reports that the attempt is gone' });
    expect(await lab.api.refusal(running.id, 'resume')).toMatchObject({
      status: 409,
      detail: expect.stringContaining('Cannot resume: its work dir is gone. Rerun it instead.') as string,
    });
  });

  it('takes commands, verifies clean, and has the tables that its log gives', async () => {
    const later = await lab.submit('flaky', { simulation: { steps: [{ name: 'PREPARE' }] } });
    await later.becomes('completed');
    await lab.system.stop();
    expect(await reprise('verify')).toMatchObject({ code: 0 });
    expect(await reprise('rebuild')).toMatchObject({ code: 0 });
  });
});
