import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobPaths } from '../attempt/job-paths.ts';
import { stepLinksQuestion } from './step-links-question.ts';

const job_id = '01900000-0000-7000-8000-000000000001';

describe('a runner that links the steps of a job', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-links-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const links = (work_dir: string) =>
    new (stepLinksQuestion({ runner_id: 'a', storage_id: 'storage' }, dataDir))().links({
      job_id,
      attempt: 1,
      work_dir,
    });
  /** Makes the dir of a task that stages the files of others. */
  function leaveTask(workDir: string, path: string, name: string, staged: string[] = []): void {
    const dir = join(workDir, path);
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, '.command.run'), `### name: '${name}'\n`);
    for (const input of staged) symlinkSync(join(workDir, input, 'out.bam'), join(dir, `${input.slice(0, 2)}.bam`));
  }
  const path = (folder: string) => `${folder}/${'0'.repeat(30)}`;

  it('reads them from what its tasks staged, while they still run', async () => {
    const workDir = jobPaths(dataDir, job_id).workDir(1);
    leaveTask(workDir, path('aa'), 'MAP:ALIGN (S1)');
    leaveTask(workDir, path('ab'), 'MAP:ALIGN (S2)');
    leaveTask(workDir, path('ba'), 'SORT (S1)', [path('aa')]);
    leaveTask(workDir, path('ca'), 'REPORT', [path('ab'), path('ba')]);
    const { work_dir, steps } = await links(workDir);
    expect(work_dir).toBe('present');
    expect(Object.fromEntries(steps.map(({ process, inputs }) => [process, inputs]))).toEqual({
      'MAP:ALIGN': [],
      SORT: ['MAP:ALIGN'],
      REPORT: expect.arrayContaining(['MAP:ALIGN', 'SORT']) as string[],
    });
  });

  it("knows none without the work dir, and reads no other job's", async () => {
    const { workDir } = jobPaths(dataDir, '01900000-0000-7000-8000-000000000002');
    leaveTask(workDir(1), path('aa'), 'ALIGN (S1)');
    const absent = { work_dir: 'absent', steps: [] };
    expect(await links(jobPaths(dataDir, job_id).workDir(1))).toEqual(absent);
    expect(await links(workDir(1))).toEqual(absent);
    expect(await links('s3://bucket/work')).toEqual(absent);
  });
});
