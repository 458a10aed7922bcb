import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listSlurmJobs } from './list-slurm-jobs.ts';

describe('the jobs of Slurm in a folder of work dirs', () => {
  let folder: string;
  let workRoot: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-slurm-')));
    workRoot = join(folder, 'work');
    mkdirSync(workRoot);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Puts a squeue in the place of Slurm's. */
  const squeue = (script: string) => writeFileSync(join(folder, 'squeue'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const list = (root = workRoot) => listSlurmJobs(root, { PATH: `${folder}:/usr/bin:/bin` });

  it('are those that are alive there, arrays too, whoever named them', async () => {
    // As squeue of Slurm 22.05 prints them.
    const lines = [
      `9|RUNNING|${workRoot}/1/ab/cdef12`,
      `10_3|PENDING|${workRoot}/2/ab/cd|ef`,
      `11|COMPLETING|${workRoot}-of-another/1/ab/cdef12`,
      '12|RUNNING|/home/ada',
    ];
    squeue(
      `case "$*" in *--states=PD,R,CG,CF,S,ST*) printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} ;; esac`,
    );
    const alive = [
      { id: '9', state: 'RUNNING' },
      { id: '10_3', state: 'PENDING' },
    ];
    expect(await list()).toEqual({ alive });
    symlinkSync(workRoot, join(folder, 'link'));
    expect(await list(join(folder, 'link'))).toEqual({ alive });
  });

  it('are none where Slurm says so', async () => {
    squeue('exit 0');
    expect(await list()).toEqual({ alive: [] });
  });

  it('are not known where it does not answer', async () => {
    squeue('echo "slurm_load_jobs error: Unable to contact slurm controller (connect failure)" >&2; exit 1');
    expect(await list()).toEqual({
      unknown: 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)',
    });
  });

  it('are not known where there is no squeue', async () => {
    expect(await listSlurmJobs(workRoot, { PATH: folder })).toEqual({
      unknown: 'there is no squeue on the PATH of the runner',
    });
  });
});
