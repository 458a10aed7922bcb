import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CleanTarget } from '@reprise/contracts';
import { unknownJob, type JobState, type StorageCommand } from '@reprise/job';
import { waitUntil } from '@reprise/testing';
import { jobPaths, type JobPaths } from '../attempt/job-paths.ts';
import { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { Reactor, type ReactorOptions } from '../reactions/reactor.ts';
import { cleanJob, isToClean, type JobToClean } from './clean-job.ts';
import { countPlan } from './count-plan.ts';
import { planClean } from './plan-clean.ts';

const TASK = 'ab/cdef0123456789abcdef0123456789';
const HALF = 'cd/cdef0123456789abcdef0123456789';

/** State of the job before the clean. */
interface Before {
  readonly cleaned?: JobToClean['cleaned'];
  readonly keep_results?: true;
}

describe('a runner that cleans a job', () => {
  let dataDir: string;
  let paths: JobPaths;
  let outside: string;
  const jobId = '01900000-0000-7000-8000-000000000001';

  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'reprise-clean-'));
    outside = join(dataDir, 'inputs');
    write(join(outside, 'sample.fastq'), 'reads');
    paths = jobPaths(dataDir, jobId);
    write(join(paths.launchDir, '.nextflow/history'), 'run');
    write(join(paths.workDir(3), TASK, '.command.run'), 'sh');
    write(join(paths.workDir(3), TASK, '.exitcode'), '0');
    write(join(paths.workDir(3), TASK, 'out.bam'), '1234567890');
    write(join(paths.workDir(3), HALF, '.command.run'), 'sh');
    write(join(paths.workDir(3), HALF, 'half'), '12345');
    symlinkSync(outside, join(paths.workDir(3), TASK, 'input'));
    write(join(paths.outputDir(3), 'report.html'), '<html>');
    write(join(paths.attemptDir(1), 'nextflow.log'), 'log');
    write(join(paths.homes, '1/.cache/image'), 'layers');
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const asked = (what: JobToClean['cleaning']['what'], { cleaned = null, keep_results }: Before = {}): JobToClean => {
    const request = { kind: 'cleaning', seq: 9, event_id: 'request', correlation_id: 'c' };
    const last_run = { storage_id: 'storage-a', work_dir: paths.workDir(3) };
    return {
      job_id: jobId,
      attempt: 1,
      status: 'failed',
      last_run,
      results_on: null,
      cleaned,
      cleaning: { ...request, what, ...(keep_results && { keep_results }), by: 'ada', reason: null },
    } as Partial<JobToClean> as JobToClean;
  };
  const clean = (what: JobToClean['cleaning']['what'], before: Before = {}) => cleanAs(asked(what, before));
  const cleanAs = async (job: JobToClean) => {
    const reported: StorageCommand[] = [];
    const handle = (_: string, command: unknown) => {
      reported.push(command as StorageCommand);
      return Promise.resolve({ outcome: 'accepted' } as never);
    };
    const sessions = { forget: () => Promise.resolve() };
    await cleanJob(job, { dataDir, sessions, commands: { handle } });
    expect(reported).toHaveLength(1);
    return reported[0]!;
  };
  const preview = async (what: CleanTarget) => countPlan(await planClean(paths, { what, session: 3 }), 1_000);
  const left = () => ({
    task: existsSync(join(paths.workDir(3), TASK, 'out.bam')),
    half: existsSync(join(paths.workDir(3), HALF)),
    results: existsSync(join(paths.outputDir(3), 'report.html')),
    home: existsSync(join(paths.homes, '1')),
    logs: existsSync(join(paths.attemptDir(1), 'nextflow.log')),
    inputs: readFileSync(join(outside, 'sample.fastq'), 'utf8'),
  });
  const nothingElse = { home: true, logs: true, inputs: 'reads' };

  it.each<[CleanTarget, ReturnType<typeof left>]>([
    ['work_dir', { task: false, half: false, results: true, ...nothingElse, home: false }],
    ['partial_outputs', { task: true, half: false, results: false, ...nothingElse }],
    ['results', { task: true, half: true, results: false, ...nothingElse }],
    ['all', { task: false, half: false, results: false, ...nothingElse, home: false }],
  ])('deletes exactly what the preview of %s listed, in bytes and paths', async (what, expected) => {
    const said = await preview(what);
    expect(left()).toEqual({ task: true, half: true, results: true, ...nothingElse });
    const resume_possible = what === 'results' || what === 'partial_outputs';
    expect(await clean(what)).toMatchObject({ name: 'confirm_clean', bytes: said.bytes, resume_possible });
    expect(left()).toEqual(expected);
    expect(said.bytes).toBeGreaterThan(0);
    for (const { path } of said.paths) expect([path, existsSync(path)]).toEqual([path, false]);
  });

  it('deletes by the policy of a pipeline everything that a resume does not need, and keeps the targets of older results', async () => {
    const [old, linked] = [join(paths.workDir(1), TASK, 'old.bam'), join(paths.workDir(1), TASK, 'linked.bam')];
    write(old, '123');
    write(linked, '456');
    mkdirSync(paths.outputDir(1), { recursive: true });
    symlinkSync(linked, join(paths.outputDir(1), 'linked.bam'));
    await clean('all_but_resume');
    expect(left()).toEqual({ task: true, half: false, results: false, ...nothingElse });
    expect([existsSync(old), readFileSync(join(paths.outputDir(1), 'linked.bam'), 'utf8')]).toEqual([false, '456']);
    expect(existsSync(join(paths.launchDir, '.nextflow/history'))).toBe(true);
  });

  it.each(['partial_outputs', 'all_but_resume'] as const)(
    'keeps among moved task dirs only the targets of results of an earlier session: %s',
    async (what) => {
      const [aside, moved] = [join(paths.workRoot, 'aside/x'), TASK.replace('ab/', 'aa/')];
      const [kept, deleted] = [join(aside, TASK, 'out.bam'), join(aside, moved, 'out.bam')];
      const publish = (file: string, attempt: number) => {
        write(file, '456');
        mkdirSync(paths.outputDir(attempt), { recursive: true });
        symlinkSync(file, join(paths.outputDir(attempt), 'out.bam'));
      };
      publish(kept, 1);
      publish(deleted, 3);
      expect(await clean(what)).toMatchObject({ name: 'confirm_clean', resume_possible: true });
      expect(readFileSync(join(paths.outputDir(1), 'out.bam'), 'utf8')).toBe('456');
      expect([paths.outputDir(3), deleted].filter(existsSync)).toEqual([]);
    },
  );

  it.each(['partial_outputs', 'all_but_resume'] as const)(
    'deletes what an attempt of the same session made with other parameters: %s',
    async (what) => {
      write(join(paths.outputDir(1), 'of-another-session.html'), '<html>');
      write(join(paths.outputDir(4), 'report.html'), '<html>');
      await clean(what);
      expect([1, 3, 4].map((attempt) => existsSync(paths.outputDir(attempt)))).toEqual([true, false, false]);
    },
  );

  it.each(['partial_outputs', 'all_but_resume'] as const)(
    'keeps the results of a successful attempt before a cancelled one: %s',
    async (what) => {
      await clean(what, { keep_results: true });
      expect(left()).toEqual({ task: true, half: false, results: true, ...nothingElse });
    },
  );

  it('keeps files of the work dir that results link to', async () => {
    symlinkSync(join(paths.workDir(3), TASK, 'out.bam'), join(paths.outputDir(3), 'out.bam'));
    expect(await preview('work_dir')).toMatchObject({ linked: 1 });
    expect(await clean('work_dir')).toMatchObject({ name: 'confirm_clean' });
    expect(readFileSync(join(paths.outputDir(3), 'out.bam'), 'utf8')).toBe('1234567890');
    expect(existsSync(join(paths.workDir(3), TASK, '.exitcode'))).toBe(false);
  });

  it('deletes the results together with their targets in a cleaned work dir', async () => {
    symlinkSync(join(paths.workDir(3), TASK, 'out.bam'), join(paths.outputDir(3), 'out.bam'));
    await clean('work_dir');
    const cleaned = { at: '2026-03-02T08:00:00.000Z', by: 'ada' };
    expect(await clean('results', { cleaned })).toMatchObject({ name: 'confirm_clean', resume_possible: false });
    for (const path of [paths.workRoot, paths.launchDir, paths.outputRoot]) expect(existsSync(path)).toBe(false);
    expect(left()).toMatchObject({ ...nothingElse, home: false });
  });

  it('keeps each link and file between a result and its target, also through the launch dir and in folders', async () => {
    const [bam, folder] = [join(paths.workDir(3), TASK, 'out.bam'), join(paths.workDir(3), HALF, 'folder')];
    symlinkSync(bam, join(paths.launchDir, 'hop.bam'));
    mkdirSync(folder);
    symlinkSync('../launch/hop.bam', join(paths.workRoot, 'hop.bam'));
    symlinkSync('../../../../hop.bam', join(folder, 'in.bam'));
    symlinkSync(folder, join(paths.workRoot, 'latest'));
    symlinkSync(join(paths.workRoot, 'latest'), join(paths.outputDir(3), 'folder'));
    symlinkSync('loop', join(paths.outputDir(3), 'loop'));
    symlinkSync('nowhere', join(paths.outputDir(3), 'dangling'));
    expect(await clean('work_dir')).toMatchObject({ name: 'confirm_clean' });
    expect(readFileSync(join(paths.outputDir(3), 'folder/in.bam'), 'utf8')).toBe('1234567890');
    expect(existsSync(join(paths.workDir(3), HALF, 'half'))).toBe(false);
  });

  it('deletes nothing and gives the reason when it cannot follow a link among the results', async () => {
    const tooLong = join('/', 'x'.repeat(300));
    symlinkSync(tooLong, join(paths.outputDir(3), 'link'));
    expect(await clean('work_dir')).toEqual({
      name: 'fail_clean',
      attempt: 1,
      bytes: 0,
      resume_possible: true,
      left: [{ path: tooLong, reason: 'ENAMETOOLONG: name too long' }],
    });
    expect(left()).toEqual({ task: true, half: true, results: true, ...nothingElse });
  });

  it('deletes a separate work dir without its siblings', async () => {
    const elsewhere = join(dataDir, 'scratch');
    const apart = jobPaths(dataDir, jobId, elsewhere);
    write(join(apart.workDir(3), 'x'), '123');
    write(join(paths.attemptDir(3), 'nextflow.log'), 'log');
    write(join(elsewhere, 'of-another', 'x'), '123');
    const plan = await planClean(apart, { what: 'work_dir', session: 3 });
    expect(plan.groups.at(-1)).toEqual({ root: elsewhere, paths: [join(elsewhere, jobId)] });
  });

  it('deletes the files that a rerun left here, and in a folder shared by machines only the work dirs of attempts up to the rerun', async () => {
    const elsewhere = join(dataDir, 'scratch');
    const apart = jobPaths(dataDir, jobId, elsewhere);
    write(join(apart.workDir(1), 'x'), '123');
    write(join(apart.workDir(2), 'x'), 'of the rerun');
    const job = {
      ...asked('all'),
      attempt: 2,
      last_run: { storage_id: 'storage-b', work_dir: apart.workDir(2) },
      left: [{ storage_id: 'storage-a', runner_id: 'a', attempt: 1 }],
      launch: { work_dir: elsewhere },
    };
    const toClean = { ...job, cleaning: { ...job.cleaning, storage_id: 'storage-a' } } as unknown as JobToClean;
    expect([isToClean('storage-a', toClean), isToClean('storage-b', toClean)]).toEqual([true, false]);
    expect(isToClean('storage-a', { ...toClean, left: undefined } as JobState)).toBe(false);
    expect(await cleanAs(toClean)).toMatchObject({ name: 'confirm_clean', attempt: 2 });
    expect([apart.workDir(1), paths.outputRoot, paths.launchDir].filter(existsSync)).toEqual([]);
    expect(existsSync(join(apart.workDir(2), 'x'))).toBe(true);
    expect(left()).toMatchObject({ ...nothingElse, home: false });
  });

  it('reports that it deletes nothing in an object store', async () => {
    const plan = await planClean(jobPaths(dataDir, jobId, 's3://bucket/work'), { what: 'all', session: 3 });
    expect(plan.remote).toBe(`s3://bucket/work/${jobId}`);
  });

  it('continues after an interruption, and records the bytes of both parts', async () => {
    const { bytes } = await preview('all');
    const { event_id } = asked('all').cleaning;
    const journal = join(paths.root, `clean-${event_id}.bytes`);
    writeFileSync(journal, String(bytes));
    rmSync(join(paths.workDir(3), TASK), { recursive: true });
    expect(await clean('all')).toMatchObject({ name: 'confirm_clean', bytes });
    expect(existsSync(journal)).toBe(false);
  });

  it('lets waiting jobs continue, as after a rerun, and takes the other jobs in order', async () => {
    const jobs = ['first', 'second', 'third'].map((job_id): JobState => ({ ...asked('all'), job_id }));
    const states = new Map(jobs.map((job) => [(job as JobToClean).job_id, job]));
    const reported: string[] = [];
    let goOn = () => undefined as void;
    const handle = async (jobId: string) => {
      reported.push(`${jobId} is clean`);
      if (jobId === 'first') await new Promise<void>((resolve) => (goOn = resolve));
      states.set(jobId, unknownJob);
    };
    const settings = { dataDir, identity: { runner_id: 'a', storage_id: 'storage-a' } };
    const reactor = new Reactor({
      cache: {
        job: (jobId: string) => ({ state: states.get(jobId), life_seq: 1 }),
        evict: (jobId: string) => reported.push(`${jobId} is free`),
      },
      commands: { handle },
      tasks: new AttemptTasks(0),
      signal: new AbortController().signal,
      settings: { ...settings, sessions: { forget: () => Promise.resolve() } },
      onError: (error: unknown) => reported.push(String(error)),
    } as unknown as ReactorOptions);
    const heard = (what: string) => waitUntil(() => reported.includes(what), { what });
    for (const jobId of states.keys()) reactor.wake(jobId);
    await heard('first is clean');
    states.set('second', unknownJob);
    reactor.wake('second');
    await heard('second is free');
    goOn();
    await heard('third is clean');
    expect(reported.filter((each) => each.endsWith('clean'))).toEqual(['first is clean', 'third is clean']);
  });

  it('acts only if the files are on its storage', () => {
    const job: JobState = asked('all');
    expect([isToClean('storage-a', job), isToClean('storage-b', job)]).toEqual([true, false]);
  });
});
