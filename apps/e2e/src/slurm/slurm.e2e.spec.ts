import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { countText, totalOf } from '@reprise/contracts/executor-text';
import { chooseSlurm, ensureSlurm, thisMachine } from '@reprise/setup';
import { serverFolder, SLURM_CPUS, type SlurmOnThisMachine, slurmTool, startSlurm, waitUntil } from '@reprise/testing';
import { Api } from '../api.ts';
import { startElsewhere } from '../clusters/start-elsewhere.ts';
import { LINES, tickScript, writeTicks } from '../clusters/ticks.ts';
import { guard, type Guardian } from '../guardian.ts';
import type { Started } from '../npm-start/started.ts';
import { liveState, processesIn } from '../processes.ts';
import { Sample } from '../sample.ts';
import { documented, type Documented } from './documented.ts';

const canRun = chooseSlurm(thisMachine()).from !== 'nowhere';
const described = canRun ? describe : describe.skip;
const title = 'tasks on a real Slurm';

/** Number of occurrences of each line. */
const count = (lines: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(lines)].map((line) => [line, lines.filter((each) => each === line).length]));

described(canRun ? title : `${title} (requires root on Debian)`, () => {
  let guardian: Guardian | undefined;
  let folder: string;
  let setUp: Documented;
  let inputs: string;
  let pipelines: string;
  let dataDir: string;
  let slurm: SlurmOnThisMachine;
  let reprise: Started | undefined;
  let api: Api;
  const jobs: Sample[] = [];

  beforeAll(async () => {
    await ensureSlurm(thisMachine(), () => undefined);
    folder = mkdtempSync(join(serverFolder(), 'reprise-slurm-'));
    chmodSync(folder, 0o755);
    guardian = guard(folder);
    slurm = await startSlurm(join(folder, 'slurm'));
    setUp = documented(folder);
    const { REPRISE_DATA_DIR = '', REPRISE_WORK_ROOTS = '', REPRISE_INPUT_ROOTS, REPRISE_PIPELINES } = setUp.settings;
    [dataDir, inputs, pipelines] = [REPRISE_DATA_DIR, REPRISE_INPUT_ROOTS!, REPRISE_PIPELINES!];
    for (const made of [REPRISE_WORK_ROOTS, inputs, pipelines]) mkdirSync(made, { recursive: true });
    chmodSync(REPRISE_WORK_ROOTS, 0o777);
    writeTicks(join(pipelines, 'ticks'), 'slurm');
    writeDocumented();
    const settings = { ...setUp.settings, REPRISE_CANCEL_GRACE: '4s', SLURM_CONF: slurm.conf };
    reprise = startElsewhere(settings);
    const link = await reprise.link();
    api = new Api(link.origin, link.searchParams.get('token')!);
  });
  afterEach(async () => {
    process.kill(slurm.controller, 'SIGCONT');
    for (const job of jobs.splice(0)) await job.end();
  });
  afterAll(async () => {
    reprise?.process.kill('SIGKILL');
    await guardian?.finish();
  });

  /** Writes the pipeline of docs/clusters.md, which only uses its config to run tasks on Slurm. */
  const writeDocumented = () => {
    const pipeline = join(pipelines, 'rnaseq');
    mkdirSync(pipeline);
    writeFileSync(join(pipeline, 'main.nf'), tickScript());
    writeFileSync(join(pipeline, 'slurm.config'), setUp.config);
    const manifest = JSON.parse(setUp.manifest) as object;
    const more = { input_param: null, output_param: 'outdir' };
    writeFileSync(join(pipeline, 'reprise.json'), JSON.stringify({ ...manifest, ...more }));
  };
  const submit = async (tasks: number, pipeline = 'ticks'): Promise<Sample> => {
    const gates = mkdtempSync(join(inputs, 'gates-'));
    chmodSync(gates, 0o777);
    const job = await Sample.submit(api, dataDir, pipeline, { folder: gates, tasks });
    jobs.push(job);
    return job;
  };
  /** Slurm jobs with their states and reasons. Throws if Slurm does not answer. */
  const queue = (): string[] =>
    slurmTool(slurm.conf, 'squeue', ['--noheader', '--format=%T %r'])!.split('\n').filter(Boolean);
  const allRun = (tasks: number) =>
    waitUntil(
      () =>
        queue().filter((line) => line.startsWith('RUNNING')).length === Math.min(tasks, SLURM_CPUS) &&
        queue().length === tasks,
      {
        every: 200,
        what: `${String(tasks)} tasks are on Slurm`,
      },
    );
  /** Live tasks of a job, as listed on its page. */
  const listed = async ({ id }: Sample) => (await api.executors(id)).executors;
  const ledger = ({ folder: gates }: Sample) =>
    existsSync(join(gates, 'ledger')) ? readFileSync(join(gates, 'ledger'), 'utf8') : '';
  /** Processes of a job's tasks on the cluster's node, regardless of who started them. */
  const onNode = (job: Sample) => processesIn(job.id).filter(({ command }) => command.includes('.command'));
  /**
   * Waits until the job has ended, and returns its Slurm jobs and live processes at that point. With linuxproc, Slurm
   * reports a job as ended while its last processes are still ending.
   */
  const over = async (job: Sample, milliseconds?: number) => {
    const found = await waitUntil(
      async () => {
        const view = await job.read();
        if (view.status !== 'failed') return undefined;
        return { cause: view.failure?.cause, queue: queue(), message: view.error_message };
      },
      { every: 50, what: 'the job is over', ...(milliseconds && { milliseconds }) },
    );
    const isGone = () => onNode(job).length === 0;
    await waitUntil(isGone, { every: 20, milliseconds: 5_000, what: 'its processes are gone' }).catch(() => undefined);
    return { ...found, onNode: onNode(job) };
  };
  const goesOn = async (job: Sample) => {
    await job.reads('running', ({ status, pending_action }) => status === 'running' && pending_action === null);
    const before = ledger(job);
    await waitUntil(() => ledger(job) !== before, { every: 100, what: 'tasks write again' });
  };
  const nextflowOf = (job: Sample) =>
    processesIn(job.id).find(({ command }) => /\bjava\b.*nextflow/.test(command))!.pid;
  const nothingWrites = async (job: Sample) => {
    const before = ledger(job);
    const looks = performance.now();
    await waitUntil(() => performance.now() - looks > 1_000, { what: 'a second has passed' });
    expect(ledger(job)).toBe(before);
  };

  it('run as docs/clusters.md describes: with its settings, manifest and config', async () => {
    const job = await submit(2, 'rnaseq');
    const isThere = () => slurmTool(slurm.conf, 'squeue', ['--noheader', '--format=%u %a %P %Z'])!.split('\n');
    const lines = await waitUntil(
      () => {
        const found = isThere().filter(Boolean);
        return found.length === 2 ? found : undefined;
      },
      { every: 200, what: 'both tasks are on Slurm' },
    );
    const { REPRISE_TASK_USER, REPRISE_WORK_ROOTS } = setUp.settings;
    for (const line of lines)
      expect(line.startsWith(`${REPRISE_TASK_USER} genomics normal ${REPRISE_WORK_ROOTS}/${job.id}/`)).toBe(true);
    job.open('all');
    const { output_dir } = await job.becomes('completed');
    expect(readFileSync(join(output_dir!, 'count'), 'utf8').trim()).toBe(String(2 * LINES));
  });

  it('are cancelled before the job, both running and pending ones', async () => {
    const job = await submit(SLURM_CPUS + 4);
    await allRun(SLURM_CPUS + 4);
    const listing = await waitUntil(
      async () => (await listed(job)).find(({ counts }) => totalOf(counts) === SLURM_CPUS + 4),
      { every: 500, what: 'Slurm lists the tasks' },
    );
    expect(listing).toMatchObject({ label: 'Slurm', unknown: null });
    expect(countText(listing.counts)).toMatch(
      // The first waiting job has a different reason from those behind it, and a job that Slurm has not examined has
      // none.
      new RegExp(`^${String(SLURM_CPUS)} running, (?:\\d pending(?: \\((?:Resources|Priority)\\))?(?:, )?)+$`),
    );
    expect(listing.tasks.filter(({ node }) => node === hostname())).toHaveLength(SLURM_CPUS);
    const inQueue = new Map(listing.tasks.map((task) => [task.native_id, task]));
    const tasks = await waitUntil(
      async () => {
        const items = await job.tasks();
        return items.filter(({ status }) => status === 'running').length === SLURM_CPUS ? items : undefined;
      },
      { every: 200, what: 'the tasks are shown as running' },
    );
    expect(tasks.map(({ native_id }) => native_id).toSorted()).toEqual([...inQueue.keys()].toSorted());
    for (const { native_id, status, started_at } of tasks)
      expect([status, started_at !== null]).toEqual(
        inQueue.get(native_id!)!.state === 'RUNNING' ? ['running', true] : ['submitted', false],
      );
    const [step] = (await job.read()).steps;
    expect(step!.tasks).toMatchObject({ running: SLURM_CPUS, waiting: 4 });

    await job.command('cancel');
    expect(await over(job)).toMatchObject({ cause: 'cancelled', queue: [], onNode: [] });
    await nothingWrites(job);
    const ending = (await job.history()).at(-1);
    expect(ending).toMatchObject({ type: 'attempt_cancelled', data: { executors: [{ name: 'slurm' }] } });
    const { ended_elsewhere } = await job.read();
    expect(ended_elsewhere).toMatchObject([{ ended_count: SLURM_CPUS + 4, proven_at: expect.any(String) as string }]);
    expect(await listed(job)).toEqual([]);
  });

  it('are ended after Nextflow was killed, before the job is failed, and an immediate resume runs none twice', async () => {
    const job = await submit(4);
    job.open('all');
    await allRun(4);
    process.kill(nextflowOf(job), 'SIGKILL');
    const { message, ...left } = await over(job);
    expect(left).toEqual({ cause: 'killed', queue: [], onNode: [] });
    expect(message).toContain('and 4 jobs on Slurm of this attempt were ended.');
    await job.command('resume');
    const { output_dir } = await job.becomes('completed');
    expect(readFileSync(join(output_dir!, 'count'), 'utf8').trim()).toBe(String(4 * LINES));
    expect(queue()).toEqual([]);
  });

  it('are suspended in a freeze, complete in a drain, and are cancelled once a silent Slurm answers', async () => {
    const job = await submit(SLURM_CPUS + 2);
    await allRun(SLURM_CPUS + 2);
    await job.command('pause', { mode: 'freeze' });
    await job.becomes('paused');
    expect(count(queue())).toEqual({ 'PENDING JobHeldUser': 2, 'STOPPED None': SLURM_CPUS });
    expect(onNode(job).every(({ pid }) => liveState(pid) === 'T')).toBe(true);
    await nothingWrites(job);

    await job.command('unpause');
    await goesOn(job);
    expect(queue().filter((line) => /STOPPED|Held/.test(line))).toEqual([]);
    await job.command('pause', { mode: 'drain' });
    await job.becomes('paused');
    expect(queue().filter((line) => line.startsWith('RUNNING'))).toHaveLength(SLURM_CPUS);
    job.open('all');
    await waitUntil(() => onNode(job).length === 0, { every: 200, what: 'the running tasks have ended' });
    await waitUntil(() => queue().length === 2, { every: 200, what: 'Slurm has noticed' });
    expect(count(queue())).toEqual({ 'PENDING JobHeldUser': 2 });
    await nothingWrites(job);

    process.kill(slurm.controller, 'SIGSTOP');
    await job.command('cancel');
    const { unproven } = await job.reads('not proven to have ended', (view) => view.unproven !== undefined);
    expect(unproven!.executors).toMatchObject([{ message: 'Slurm does not answer: squeue did not answer in 10 s' }]);
    expect(await job.read()).toMatchObject({ status: 'paused', pending_action: 'cancelling' });
    process.kill(slurm.controller, 'SIGCONT');
    expect(await over(job)).toMatchObject({ cause: 'cancelled', queue: [], onNode: [] });
  });

  it('keep their files locked when the job is abandoned under a silent Slurm, until Slurm reports none left', async () => {
    const job = await submit(4);
    await allRun(4);
    process.kill(slurm.controller, 'SIGSTOP');
    await job.command('cancel');
    await job.reads('not proven to have ended', (view) => view.unproven !== undefined);
    await job.command('abandon', { reason: 'the cluster was switched off' });
    const { status, failure, abandoned, allowed_actions } = await job.read();
    expect({ status, cause: failure?.cause, allowed_actions }).toEqual({
      status: 'failed',
      cause: 'abandoned',
      allowed_actions: ['pin', 'label'],
    });
    const ids = abandoned!.executors[0]!.left.map(({ native_id }) => native_id);
    expect(ids).toHaveLength(4);
    expect(onNode(job)).not.toEqual([]);
    const { detail } = await job.refusal('resume');
    expect(detail).toContain(
      `Last seen: ${ids.join(', ')}. Submit another like it, or wait until nothing of it is left.`,
    );

    process.kill(slurm.controller, 'SIGCONT');
    const proven = await job.reads('proven', (view) => view.abandoned === undefined);
    expect({ queue: queue(), onNode: onNode(job) }).toEqual({ queue: [], onNode: [] });
    expect(proven).toMatchObject({ status: 'failed', resumable: { possible: true } });
    const { type, data } = (await job.history()).at(-1)!;
    expect({ type, ended: (data['executors'] as { ended: string[] }[])[0]!.ended.toSorted() }).toEqual({
      type: 'end_proven',
      ended: ids.toSorted(),
    });
    job.open('all');
    await job.command('resume');
    const { output_dir } = await job.becomes('completed');
    expect(readFileSync(join(output_dir!, 'count'), 'utf8').trim()).toBe(String(4 * LINES));
  });

  it('are ended once the runner is back after Nextflow and the runner were killed', async () => {
    const job = await submit(4);
    await allRun(4);
    const runner = processesIn(dataDir).find(({ command }) => command.includes('dist/runner/'))!;
    process.kill(runner.pid, 'SIGKILL');
    process.kill(nextflowOf(job), 'SIGKILL');
    expect(await over(job)).toMatchObject({ cause: 'killed', queue: [], onNode: [] });
    await nothingWrites(job);
  });
});
