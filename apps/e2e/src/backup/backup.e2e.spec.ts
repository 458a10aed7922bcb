import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { JobView } from '@reprise/contracts';
import type { UploadPage } from '@reprise/samples/contract';
import { simulatedNextflow } from '@reprise/simulated-nextflow';
import { waitUntil } from '@reprise/testing';
import { Lab } from '../lab.ts';
import { isAlive } from '../processes.ts';
import type { Sample } from '../sample.ts';

const program = join(import.meta.dirname, '../../../cli/src/main.ts');
const email = 'ana@lab.example';
const password = 'three lemurs in a lab';

/** Commands that are sent while the backup runs. */
const SENT_MEANWHILE = 20;

describe('a Reprise that is backed up under load and restored after the loss of its data dir', () => {
  let lab: Lab;
  let running: Sample;
  let submitted: string[];
  let dataDir: string;
  let backups: string;

  beforeAll(async () => {
    lab = await Lab.start({
      REPRISE_NEXTFLOW: simulatedNextflow,
      REPRISE_RATE_LIMIT: '0',
      REPRISE_COMMAND_RATE_LIMIT: '0',
      REPRISE_RUNNER_SLOTS: '1',
    });
    dataDir = lab.system.dataDir;
    backups = join(dirname(dataDir), 'backups');
  });
  afterAll(() => lab.stop());

  const server = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) =>
      execFile(
        process.execPath,
        [program, 'server', ...args],
        { env: { ...process.env, REPRISE_DATA_DIR: dataDir } },
        (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
      ),
    );
  const send = (path: string, init: RequestInit, token?: string) =>
    fetch(`${lab.system.url}${path}`, {
      ...init,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(init.headers as Record<string, string>) },
    });
  const post = (path: string, body: object, token?: string) =>
    send(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }, token);
  const uploads = async () => {
    const response = await send('/api/uploads', {}, lab.system.token);
    return ((await response.json()) as UploadPage).items;
  };

  /** Whether the job is at its second step, and how its first step ended. */
  const isCalling = (prepared: 'done' | 'cached') => (job: JobView) => {
    const stateOf = (process: string) => job.steps.find((step) => step.process === process)?.state;
    return job.status === 'running' && stateOf('PREPARE') === prepared && stateOf('CALL') === 'running';
  };

  it('is backed up with an account, an upload, a running job, and jobs that arrive during the backup', async () => {
    const account = await post('/api/session/first-admin', { name: 'Ana Ruiz', email, password }, lab.system.token);
    expect(account.status).toBe(201);
    const reads = gzipSync('@r1\nACGT\n+\nIIII\n');
    const { token } = lab.system;
    const tus = { 'tus-resumable': '1.0.0' };
    const name = Buffer.from('PAT-1_R1.fastq.gz').toString('base64');
    const about = { ...tus, 'upload-length': String(reads.length), 'upload-metadata': `filename ${name}` };
    const created = await send('/api/uploads', { method: 'POST', headers: about }, token);
    expect(created.status).toBe(201);
    const { pathname } = new URL(created.headers.get('location')!, lab.system.url);
    const part = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    expect((await send(pathname, { method: 'PATCH', headers: part, body: reads }, token)).status).toBe(204);
    await waitUntil(async () => (await uploads())[0]?.status === 'ready', { what: 'the upload is checked' });
    const steps = [{ name: 'PREPARE' }, { name: 'CALL', after: ['PREPARE'], seconds: 3600 }];
    running = await lab.submit('flaky', { simulation: { steps } });
    await running.reads('at its second step', isCalling('done'));

    const backedUp = server('backup', backups);
    submitted = [];
    for (let n = 0; n < SENT_MEANWHILE; n++) {
      const { job_id } = await lab.api.submit({ pipeline: 'brief', sample_name: `meanwhile ${String(n)}`, params: {} });
      submitted.push(job_id);
    }
    expect(await backedUp).toMatchObject({ code: 0, err: '' });
    const again = await server('backup', backups);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toContain('1 account,');
    expect(again.out).toMatch(/Not in the backup: work dirs, results and logs of jobs/);
  });

  it('is restored and verified into a data dir that has only the jobs', async () => {
    await lab.system.stop();
    for (const { pid } of running.processes()) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await waitUntil(() => running.processes().length === 0, { what: 'the killed processes are gone' });
    const lost = `${dataDir}.lost`;
    renameSync(dataDir, lost);
    mkdirSync(dataDir);
    renameSync(join(lost, 'jobs'), join(dataDir, 'jobs'));
    const restored = await server('restore', backups);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toContain('Nothing was altered, dropped, swapped, inserted or cut off.');
    expect(restored.out).toContain('Jobs that were running: 1.');
    for (const name of ['admin.token', 'storage.key', 'sessions/accounts.key'])
      expect(readFileSync(join(dataDir, name))).toEqual(readFileSync(join(lost, name)));
  });

  it('has the account, the upload and every acknowledged command', async () => {
    await lab.restart({});
    const signedIn = await post('/api/sign-in/password', { email, password });
    expect(await signedIn.json()).toEqual({ next: 'done' });
    expect(await uploads()).toMatchObject([{ name: 'PAT-1_R1.fastq.gz', status: 'ready' }]);
    expect(readdirSync(join(dataDir, 'uploads/files'))).not.toEqual([]);
    const jobs = (await lab.api.jobs()).map(({ job_id }) => job_id);
    expect(jobs).toEqual(expect.arrayContaining([...submitted, running.id]));
    expect(existsSync(join(dataDir, 'restore.unfinished'))).toBe(false);
  });

  it('shows the running attempt as failed, and resumes it from its finished steps', async () => {
    const failed = await running.becomes('failed');
    expect(failed).toMatchObject({ failure: { cause: 'killed' }, allowed_actions: expect.arrayContaining(['resume']) });
    await running.command('resume', { reason: 'after the restore' });
    await running.reads('at its second step again', isCalling('cached'));
    expect(await running.attempt()).toMatchObject({ attempt: 2, mode: 'resume', tasks_cached: 1 });
    await lab.cancelAll();
  });

  it('verifies without findings afterwards, and is backed up into the same folder', async () => {
    const next = await server('backup', backups, '--check');
    expect(next).toMatchObject({ code: 0, err: '' });
    await lab.system.stop();
    const verified = await new Promise<number>((resolve) =>
      execFile(process.execPath, [program, 'verify'], { env: { ...process.env, REPRISE_DATA_DIR: dataDir } }, (error) =>
        resolve(Number(error?.code ?? 0)),
      ),
    );
    expect(verified).toBe(0);
  });
});
