import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobPaths } from '../attempt/job-paths.ts';
import { JobSizes } from './job-sizes.ts';

const jobId = '01900000-0000-7000-8000-000000000001';

describe('the sizes of jobs', () => {
  let dataDir: string;
  const { signal } = new AbortController();
  const closed = () => false;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'reprise-sizes-'));
    write(jobPaths(dataDir, jobId).workDir(1), 'x', 10);
    write(jobPaths(dataDir, jobId).outputDir(1), 'y', 3);
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const write = (folder: string, name: string, bytes: number) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), Buffer.alloc(bytes));
  };

  it('are measured once, and again after the job changed', async () => {
    const sizes = new JobSizes(dataDir);
    await sizes.measure(closed, signal);
    expect(sizes.list()).toMatchObject([{ job_id: jobId, results_bytes: 3, work_dir_bytes: 10 }]);
    write(jobPaths(dataDir, jobId).workDir(1), 'more', 5);
    await sizes.measure(closed, signal);
    expect(sizes.list()).toMatchObject([{ work_dir_bytes: 10 }]);
    sizes.changed(jobId, undefined);
    await sizes.measure(closed, signal);
    expect(sizes.list()).toMatchObject([{ work_dir_bytes: 15 }]);
  });

  it('survive a restart, and are removed with their job', async () => {
    await new JobSizes(dataDir).measure(closed, signal);
    write(jobPaths(dataDir, jobId).workDir(1), 'more', 5);
    const restarted = new JobSizes(dataDir);
    await restarted.measure(closed, signal);
    expect(restarted.list()).toMatchObject([{ work_dir_bytes: 10 }]);
    rmSync(jobPaths(dataDir, jobId).root, { recursive: true });
    await restarted.measure(closed, signal);
    expect(restarted.list()).toEqual([]);
  });

  it('include a separate work dir', async () => {
    const scratch = join(dataDir, 'scratch');
    write(jobPaths(dataDir, jobId, scratch).workDir(1), 'z', 7);
    const sizes = new JobSizes(dataDir);
    sizes.changed(jobId, scratch);
    await sizes.measure(closed, signal);
    expect(sizes.list()).toMatchObject([{ results_bytes: 3, work_dir_bytes: 7 }]);
  });

  it('state which part of a work dir is on another disk', async () => {
    const otherDisk = mkdtempSync('/dev/shm/reprise-sizes-');
    try {
      write(jobPaths(dataDir, jobId, otherDisk).workDir(1), 'z', 7);
      write(jobPaths(dataDir, jobId).launchDir, 'log', 2);
      const sizes = new JobSizes(dataDir);
      sizes.changed(jobId, otherDisk);
      await sizes.measure(closed, signal);
      expect(sizes.list()).toMatchObject([{ work_dir_bytes: 9, other_disk_bytes: 7 }]);
      sizes.changed(jobId, join(dataDir, 'scratch'));
      await sizes.measure(closed, signal);
      expect(sizes.list()).toMatchObject([{ work_dir_bytes: 2, other_disk_bytes: 0 }]);
    } finally {
      rmSync(otherDisk, { recursive: true });
    }
  });

  it('are measured again if their file is damaged', async () => {
    writeFileSync(join(dataDir, 'job-sizes.json'), '[{"job_id":');
    const sizes = new JobSizes(dataDir);
    await sizes.measure(closed, signal);
    expect(sizes.list()).toHaveLength(1);
  });
});
