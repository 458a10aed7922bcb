import { chmodSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseSge, ensureSge, thisMachine } from '@reprise/setup';
import { serverFolder, waitUntil } from '@reprise/testing';
import { Api } from '../api.ts';
import { startElsewhere } from '../clusters/start-elsewhere.ts';
import { LINES, writeTicks } from '../clusters/ticks.ts';
import { guard, type Guardian } from '../guardian.ts';
import type { Started } from '../npm-start/started.ts';
import { processesIn } from '../processes.ts';
import { Sample } from '../sample.ts';
import { SLOTS, startSge, tool, type SgeOnThisMachine } from './start-sge.ts';

const canRun = chooseSge(thisMachine()).from !== 'nowhere';
const described = canRun ? describe : describe.skip;
const title = 'tasks on a real SGE';

described(canRun ? title : `${title} (requires root on Debian)`, () => {
  let guardian: Guardian | undefined;
  let folder: string;
  let dataDir: string;
  let cluster: SgeOnThisMachine;
  let reprise: Started | undefined;
  let api: Api;
  const jobs: Sample[] = [];

  beforeAll(async () => {
    await ensureSge(thisMachine(), () => undefined);
    folder = mkdtempSync(join(serverFolder(), 'reprise-sge-'));
    chmodSync(folder, 0o755);
    guardian = guard(folder);
    cluster = await startSge(join(folder, 'cluster'));
    writeTicks(join(folder, 'pipelines/ticks'), 'sge');
    mkdirSync(join(folder, 'inputs'));
    dataDir = join(folder, 'data');
    const settings = {
      REPRISE_DATA_DIR: dataDir,
      REPRISE_PIPELINES: join(folder, 'pipelines'),
      REPRISE_CANCEL_GRACE: '4s',
      REPRISE_INPUT_ROOTS: join(folder, 'inputs'),
      ...cluster.variables,
    };
    reprise = startElsewhere(settings);
    const link = await reprise.link();
    api = new Api(link.origin, link.searchParams.get('token')!);
  });
  afterEach(async () => {
    process.kill(cluster.master, 'SIGCONT');
    for (const job of jobs.splice(0)) await job.end();
  });
  afterAll(async () => {
    reprise?.process.kill('SIGKILL');
    await guardian?.finish();
  });

  const submit = async (tasks: number): Promise<Sample> => {
    const gates = mkdtempSync(join(folder, 'inputs/'));
    chmodSync(gates, 0o777);
    const job = await Sample.submit(api, dataDir, 'ticks', { folder: gates, tasks });
    jobs.push(job);
    return job;
  };
  /** States of all SGE jobs, such as `r`. Throws if SGE does not answer. */
  const queue = (): string[] =>
    tool(cluster.variables, 'qstat', ['-u', '*', '-g', 'd'])
      .split('\n')
      .slice(2)
      .flatMap((line) => line.trim().split(/ +/)[4] ?? []);
  const allRun = (tasks: number) => {
    const all = [
      ...Array<string>(Math.min(tasks, SLOTS)).fill('r'),
      ...Array<string>(Math.max(0, tasks - SLOTS)).fill('qw'),
    ];
    const isSo = () => queue().join() === all.join();
    return waitUntil(isSo, { every: 200, what: `${String(tasks)} tasks are on SGE` });
  };
  /** Processes of a job's tasks on the cluster's node, regardless of who started them. */
  const onNode = (job: Sample) => processesIn(job.id).filter(({ command }) => command.includes('.command'));
  /** Waits until the job has ended, and returns what remains of it at that point. */
  const over = (job: Sample) =>
    waitUntil(
      async () => {
        const view = await job.read();
        if (view.status !== 'failed') return undefined;
        return { cause: view.failure?.cause, queue: queue(), onNode: onNode(job), message: view.error_message };
      },
      { every: 50, what: 'the job is over' },
    );

  it('are held in a pause, which is complete once running ones have ended, and are cancelled once a silent SGE answers', async () => {
    const job = await submit(SLOTS + 2);
    await allRun(SLOTS + 2);
    await job.command('pause', { mode: 'freeze' });
    const pausing = await job.reads('not proven to be paused', ({ unproven }) => unproven !== undefined);
    expect(pausing).toMatchObject({ status: 'running', pending_action: 'pausing' });
    expect(pausing.unproven!.executors[0]!.message).toMatch(/SGE still has 8 jobs: .* \(r\).* come to their end/);
    expect(queue().filter((state) => state === 'hqw')).toHaveLength(2);
    job.open('all');
    await job.becomes('paused');
    expect([queue(), onNode(job)]).toEqual([['hqw', 'hqw'], []]);

    process.kill(cluster.master, 'SIGSTOP');
    await job.command('cancel');
    const { unproven } = await job.reads('not proven to have ended', (view) => view.unproven !== undefined);
    expect(unproven!.executors).toMatchObject([{ message: 'SGE does not answer: qstat did not answer in 10 s' }]);
    process.kill(cluster.master, 'SIGCONT');
    expect(await over(job)).toMatchObject({ cause: 'cancelled', queue: [], onNode: [] });
    const ending = (await job.history()).at(-1);
    expect(ending).toMatchObject({ type: 'attempt_cancelled', data: { executors: [{ name: 'sge' }] } });
  });

  it('are ended after Nextflow was killed, before the job is failed, and an immediate resume runs none twice', async () => {
    const job = await submit(4);
    await allRun(4);
    process.kill(processesIn(job.id).find(({ command }) => /\bjava\b.*nextflow/.test(command))!.pid, 'SIGKILL');
    const { message, ...left } = await over(job);
    expect(left).toEqual({ cause: 'killed', queue: [], onNode: [] });
    expect(message).toContain('and 4 jobs on SGE of this attempt were ended.');
    job.open('all');
    await job.command('resume');
    const { output_dir } = await job.becomes('completed');
    expect(readFileSync(join(output_dir!, 'count'), 'utf8').trim()).toBe(String(4 * LINES));
    expect(queue()).toEqual([]);
  });
});
