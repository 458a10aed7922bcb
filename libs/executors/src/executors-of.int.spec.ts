import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { attemptFiles } from '@reprise/nextflow';
import { isEnded } from './end-tasks.ts';
import type { AttemptSpec } from './executor.ts';
import { executorsByWorkDir, executorsOf, isAsked } from './executors-of.ts';
import type { Scheduler } from './scheduler.ts';
import { recordOtherCluster } from './slurm/other-cluster.ts';
import { slurm } from './slurm/slurm.ts';
import { FakeTools } from './testing/fake-tools.ts';

describe('the executors of a job', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reprise-executors-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** An attempt after earlier ones, each of which used some executors. */
  const attemptAfter = (used: string[][], workRoot = join(folder, 'work')): AttemptSpec => {
    const attemptDirs = used.map((names, index) => {
      const dir = join(folder, String(index));
      mkdirSync(dir);
      const at = 'Nov-26 12:03:17.214 [main] DEBUG';
      const warm = names.map((name) => `${at} nextflow.executor.Executor - [warm up] executor > ${name}`);
      const lines = [...warm, `${at} nextflow.processor.TaskProcessor - Starting process > A`];
      writeFileSync(attemptFiles(dir).log, `${lines.join('\n')}\n`);
      return dir;
    });
    return { attemptDirs, workRoot, attemptDir: attemptDirs.at(-1)!, marker: {}, graceMs: 0 };
  };
  const namesOf = async (attempt: AttemptSpec) =>
    (await executorsOf([slurm()])(attempt)).map((executor) => `${executor.label}: ${String(executor.isAsked)}`);

  it('are those that its attempts used on other machines', async () => {
    expect(await namesOf(attemptAfter([['slurm'], ['local', 'google-batch'], ['slurm']]))).toEqual([
      'Slurm: true',
      'google-batch: false',
    ]);
    expect(isAsked('slurm', { workRoot: '/work', attemptDir: folder })).toBe(true);
  });

  it.each([
    ['sge', 'SGE'],
    ['pbs', 'PBS'],
    ['pbspro', 'PBS Pro'],
    ['lsf', 'LSF'],
    ['k8s', 'Kubernetes'],
    ['awsbatch', 'AWS Batch'],
  ])('are queried by their name in Nextflow: %s', async (name, label) => {
    const attempt = attemptAfter([[name]]);
    const [executor] = await executorsOf()(attempt);
    expect([executor?.label, executor?.isAsked]).toEqual([label, true]);
    expect(isAsked(name, { workRoot: '/work', attemptDir: attempt.attemptDir })).toBe(true);
  });

  it('are none if all tasks ran beside Nextflow', async () => {
    expect(await namesOf(attemptAfter([['local']]))).toEqual([]);
  });

  it('cannot be queried if the work dirs are in an object store', async () => {
    expect(await namesOf(attemptAfter([['slurm']], 's3://bucket/work'))).toEqual(['Slurm: false']);
    expect(isAsked('slurm', { workRoot: 's3://bucket/work', attemptDir: folder })).toBe(false);
  });

  it('are queried for tasks in an object store that the log names', async () => {
    const attempt = attemptAfter([['k8s', 'awsbatch']], 's3://bucket/work');
    expect((await executorsOf()(attempt)).map((executor) => executor.isAsked)).toEqual([true, true]);
    expect(isAsked('k8s', { workRoot: 's3://bucket/work', attemptDir: folder })).toBe(true);
  });

  describe('with one that sends tasks to another cluster', () => {
    const why = (by: string) =>
      `${by} may send its tasks to another cluster, and Reprise asks only that of the runner for them`;
    /** A Slurm without jobs. */
    const none = (): Scheduler => {
      const done = () => Promise.resolve();
      const acts = { cancel: done, hold: done, release: done, stop: done, resume: done };
      return { name: 'slurm', label: 'Slurm', list: () => Promise.resolve({ alive: [] }), ...acts };
    };
    const endOf = async (attempt: AttemptSpec) => {
      const [executor] = await executorsOf([none()], { everyMs: 1, withinMs: 1_000 })(attempt);
      return { isAsked: executor!.isAsked, ending: await executor!.end(attempt) };
    };

    it('are not queried if that is known at the start, and have proven none', async () => {
      const attempt = attemptAfter([['slurm']]);
      await recordOtherCluster(attempt.attemptDir, 'SBATCH_CLUSTERS');
      expect(isAsked('slurm', { workRoot: '/work', attemptDir: attempt.attemptDir })).toBe(false);
      expect(await endOf(attempt)).toMatchObject({
        isAsked: false,
        ending: { isAsked: false, proven_at: null, left: { unknown: why('SBATCH_CLUSTERS') } },
      });
    });

    it.each([
      ['#SBATCH --account=lab -M other', true],
      ['#SBATCH --clusters=a,b', true],
      ['#SBATCH --mail-type=END', false],
      ['#SBATCH --nodes=1\necho -M', false],
    ])('have proven none if a task was submitted with %j: %s', async (head, isSent) => {
      const attempt = attemptAfter([['slurm']]);
      const taskDir = join(folder, 'work/ab/cdef12');
      mkdirSync(taskDir, { recursive: true });
      writeFileSync(join(taskDir, '.command.run'), `#!/bin/bash\n#SBATCH -J nf-A\n${head}\n`);
      const at = 'Nov-26 12:03:18.000 [Task submitter] DEBUG nextflow.executor.GridTaskHandler';
      const line = `${at} - [SLURM] submitted process A (1) > jobId: 9; workDir: ${taskDir}`;
      appendFileSync(attemptFiles(attempt.attemptDir).log, `${line}\n`);
      const { ending } = await endOf(attempt);
      expect(ending).toMatchObject(
        isSent
          ? { isAsked: false, proven_at: null, left: { unknown: why('clusterOptions') } }
          : { isAsked: true, proven_at: expect.any(String) as string },
      );
    });
  });

  it('include the container engines that hide tasks from this process, and no others', async () => {
    const wrapper = join(folder, 'work/1/ab/0123456789abcdef0123456789abcd/.command.run');
    mkdirSync(dirname(wrapper), { recursive: true });
    writeFileSync(wrapper, 'nxf_launch() {\n    docker run -i own /bin/bash\n}\n');
    const attempt = attemptAfter([['local']]);
    const labels = async (isHidden: boolean) =>
      (await executorsOf([], undefined, () => isHidden)(attempt)).map(({ label }) => label);
    expect(await labels(true)).toEqual(['Docker']);
    expect(await labels(false)).toEqual([]);
  });

  it('are found by live tasks below the work dir, PBS only once', async () => {
    const tools = new FakeTools();
    const { PATH } = process.env;
    process.env['PATH'] = tools.env.PATH;
    try {
      const job = `Job Id: 7.head\n    job_state = R\n    Variable_List = PBS_O_WORKDIR=${tools.workRoot}/1/ab/cdef12\n`;
      const server = 'Server: head\n    query_other_jobs = True\n';
      tools.tool('qstat', `case "$1" in -B) ${tools.prints(server)} ;; *) ${tools.prints(job)} ;; esac`);
      const found = await executorsByWorkDir()(attemptAfter([], tools.workRoot));
      expect(found.map(({ label }) => label)).toEqual(['PBS']);
    } finally {
      process.env['PATH'] = PATH;
      tools.end();
    }
  });

  it('block no ending if they cannot be queried, and have proven none', async () => {
    const [cloud] = await executorsOf([])(attemptAfter([['google-batch']]));
    const ending = await cloud!.end(attemptAfter([]));
    expect(ending).toMatchObject({
      proven_at: null,
      left: { unknown: 'Reprise cannot ask google-batch for its tasks' },
    });
    const report = { ended_before_signal: true, signals: [], processes_ended: 0, survivors: [], executors: [ending] };
    expect([isEnded(report), isEnded({ ...report, executors: [{ ...ending, isAsked: true }] })]).toEqual([true, false]);
  });
});
