import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { Lab } from '../lab.ts';
import { appears, type Sample } from '../sample.ts';
import { SmallDisk } from './small-disk.ts';

const MIB = 2 ** 20;

describe('a full disk of the jobs', () => {
  let lab: Lab;
  let beside: Sample;
  const disks: SmallDisk[] = [];
  beforeAll(async () => {
    lab = await Lab.start({ REPRISE_DISK_RESERVE: '32MiB', REPRISE_RUNNER_LEASE: '3s' });
    disks.push(SmallDisk.mountedOn(jobs(), 96 * MIB));
  });
  afterAll(async () => {
    disks.toReversed().forEach((disk) => disk.unmount());
    await lab.stop();
  });

  /** Lets a job fill the disk once its first task is cached, because Nextflow could not cache it on a full disk. */
  const fill = async (sample: Sample) => {
    await sample.reads('prepared', ({ steps }) =>
      steps.some((step) => step.process === 'PREPARE' && step.state === 'done'),
    );
    await waitUntil(() => isKept(sample), { what: 'Nextflow keeps the task' });
    sample.open('fill');
  };
  /** Whether the session's cache contains the job's first task, by its hash. It is written asynchronously. */
  const isKept = async ({ id, tasks }: Sample): Promise<boolean> => {
    const hash = (await tasks()).find(({ process }) => process === 'PREPARE')?.hash ?? '';
    const [dir = ''] = globSync(`work/1/${hash}*`, { cwd: join(jobs(), id) });
    const key = Buffer.from(dir.split('/').slice(-2).join(''), 'hex');
    const cache = globSync(join(jobs(), id, 'launch/.nextflow/cache/*/db/*.log'));
    return key.length === 16 && cache.some((file) => readFileSync(file).includes(key));
  };
  const jobs = () => join(lab.system.dataDir, 'jobs');
  /** Frees space, as a person would. */
  const free = () => globSync(join(jobs(), '*/work/*/*/*/filled')).forEach((file) => rmSync(file));

  it('fails the job with a clear message and holds the next job with the reason; with free space, that job starts and the failed one continues', async () => {
    const sample = await lab.submit('filler');
    await fill(sample);
    expect(await sample.becomes('failed')).toMatchObject({
      error_message: 'FILL (S1) failed because the disk is full. Free some space, then resume.',
      failure: { cause: 'error', failing_step: 'FILL' },
      allowed_actions: expect.arrayContaining(['resume', 'rerun']),
    });
    expect(await sample.steps()).toBe('Prepare done, Fill the disk failed');
    await sample.leavesNoProcess();

    beside = await lab.submit('filler', { hold: true });
    const obstacle = async () => (await lab.api.runners()).find(({ holds_back }) => holds_back)?.holds_back;
    expect(await waitUntil(obstacle, { what: 'the runner says why it holds back' })).toMatch(
      new RegExp(`^Only \\S+ \\w+ free under ${jobs()}; 32 MiB are kept in reserve\\.$`),
    );
    expect(await beside.read()).toMatchObject({ status: 'pending', queue_position: 1 });
    await sample.command('resume');
    await lab.untilReady();
    expect((await beside.read()).status).toBe('pending');
    sample.open('mended');
    free();
    await Promise.all([beside.reads('running', ({ status }) => status === 'running'), sample.becomes('completed')]);
    expect(await sample.steps()).toBe('Prepare cached, Fill the disk done');
  });

  it('affects no other job when only one work dir is full, and prevents no cancel', async () => {
    const sample = await lab.submit('filler');
    await appears(lab.filesOf(sample).params);
    disks.push(SmallDisk.mountedOn(join(jobs(), sample.id, 'work/1'), 8 * MIB));
    await fill(sample);

    const { error_message } = await sample.becomes('failed');
    expect(error_message).toBe('FILL (S1) failed because the disk is full. Free some space, then resume.');
    const takesJobs = async () => (await lab.api.runners()).some(({ alive, holds_back }) => alive && !holds_back);
    await waitUntil(takesJobs, { what: 'the runner is alive and takes jobs' });
    await lab.untilReady();
    expect(await beside.read()).toMatchObject({ status: 'running' });

    await fill(beside);
    await beside.says('full');
    await beside.command('cancel');
    expect(await beside.becomes('failed')).toMatchObject({ failure: { cause: 'cancelled' } });
    await beside.leavesNoProcess();
    expect((await beside.history()).at(-1)).toMatchObject({ type: 'attempt_cancelled', data: { survivors: 0 } });
  });
});
