import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listSlurmJobs, printSlurmJobs } from './list-slurm-jobs.ts';

describe('the Slurm jobs in a folder of work dirs', () => {
  let folder: string;
  let workRoot: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-slurm-')));
    workRoot = join(folder, 'work');
    mkdirSync(workRoot);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Installs a fake squeue. */
  const squeue = (script: string) => writeFileSync(join(folder, 'squeue'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const list = (root = workRoot) => listSlurmJobs(root, () => printSlurmJobs({ PATH: `${folder}:/usr/bin:/bin` }));
  /** As printed by squeue of Slurm 22.05. */
  const prints = (...lines: string[]) =>
    squeue(`case "$*" in *--states=all*) printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} ;; esac`);

  it('are the live ones there, also arrays, under any name', async () => {
    prints(
      `9|RUNNING|None|node[1-2]|${workRoot}/1/ab/cdef12`,
      `10_3|PENDING|Resources||${workRoot}/2/ab/cd|ef`,
      `11|COMPLETING|None|node1|${workRoot}-of-another/1/ab/cdef12`,
      '12|RUNNING|None|node1|/home/ada',
    );
    const alive = [
      {
        native_id: '9',
        phase: 'running',
        state: 'RUNNING',
        reason: 'None',
        node: 'node[1-2]',
        work_dir: `${workRoot}/1/ab/cdef12`,
      },
      {
        native_id: '10_3',
        phase: 'waiting',
        state: 'PENDING',
        reason: 'Resources',
        work_dir: `${workRoot}/2/ab/cd|ef`,
      },
    ];
    expect(await list()).toEqual({ alive });
    symlinkSync(workRoot, join(folder, 'link'));
    expect(await list(join(folder, 'link'))).toEqual({ alive });
  });

  it.each([
    ['PENDING', 'JobHeldUser', 'held'],
    ['PENDING', 'JobHeldAdmin', 'blocked'],
    ['PENDING', 'Priority', 'waiting'],
    ['CONFIGURING', 'None', 'running'],
    ['STOPPED', 'None', 'stopped'],
    ['SUSPENDED', 'None', 'blocked'],
    ['COMPLETING', 'None', 'ending'],
    ['A_WORD_OF_A_LATER_SLURM', 'None', 'running'],
  ])('%s for %s are %s', async (state, reason, phase) => {
    prints(`9|${state}|${reason}||${workRoot}/1/ab/cdef12`);
    expect(await list()).toMatchObject({ alive: [{ phase, state }] });
  });

  it.each(['COMPLETED', 'CANCELLED', 'FAILED', 'TIMEOUT', 'NODE_FAIL', 'OUT_OF_MEMORY', 'PREEMPTED'])(
    'that are %s have ended',
    async (state) => {
      prints(`9|${state}|None|node1|${workRoot}/1/ab/cdef12`);
      expect(await list()).toEqual({ alive: [] });
    },
  );

  it("are not hidden by the operator's defaults", async () => {
    squeue(
      `[ -z "$SQUEUE_USERS$SLURM_CLUSTERS" ] && printf '%s\\n' '9|RUNNING|None|n|${workRoot}/1/ab/cdef12'; exit 0`,
    );
    const env = { PATH: `${folder}:/usr/bin:/bin`, SQUEUE_USERS: 'ada', SLURM_CLUSTERS: 'other' };
    expect(await listSlurmJobs(workRoot, () => printSlurmJobs(env))).toMatchObject({ alive: [{ native_id: '9' }] });
  });

  it('are none if Slurm reports none', async () => {
    squeue('exit 0');
    expect(await list()).toEqual({ alive: [] });
  });

  it('are unknown if Slurm does not answer', async () => {
    squeue('echo "slurm_load_jobs error: Unable to contact slurm controller (connect failure)" >&2; exit 1');
    expect(await list()).toEqual({
      unknown: 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)',
    });
  });

  it('are unknown without squeue', async () => {
    expect(await listSlurmJobs(workRoot, () => printSlurmJobs({ PATH: folder }))).toEqual({
      unknown: 'there is no squeue on the PATH of the runner',
    });
  });
});
