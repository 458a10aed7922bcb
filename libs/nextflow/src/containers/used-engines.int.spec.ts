import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineOf, usedEngines } from './used-engines.ts';

describe('the container engines that tasks used', () => {
  let work: string;
  beforeEach(() => (work = mkdtempSync(join(tmpdir(), 'reprise-engines-'))));
  afterEach(() => rmSync(work, { recursive: true }));

  const task = (under: string, launches: string, header = ''): string => {
    const dir = join(work, under);
    mkdirSync(dir, { recursive: true });
    const lines = ['#!/bin/bash', header, '# docker run is only a word here', 'nxf_launch() {', `    ${launches}`, '}'];
    writeFileSync(join(dir, '.command.run'), lines.join('\n'));
    return dir;
  };
  const HASH = 'ab/0123456789abcdef0123456789abcd';

  it('are named by their wrappers, in the work dirs of all attempts', async () => {
    task(`1/${HASH}`, 'docker run -i -e "NXF_TASK_WORKDIR" own /bin/bash -ue x');
    task('1/cd/0123456789abcdef0123456789abcd', 'sudo docker run -i own /bin/bash');
    task(`12/${HASH}`, 'podman run -i own /bin/bash');
    task(HASH, '/bin/bash -ue x');
    expect((await usedEngines(work)).map(({ name, bySudo }) => `${name} ${String(bySudo)}`).toSorted()).toEqual([
      ...['docker false', 'docker true', 'podman false'],
    ]);
    expect(await usedEngines(join(work, '12'))).toEqual([{ name: 'podman', bySudo: false }]);
  });

  it.each([
    ['a task without a container', '/bin/bash -ue x', ''],
    ['a child of its task', 'apptainer exec own.sif /bin/bash', ''],
    ['a container on a machine of Slurm', 'docker run -i own', '#SBATCH -D /work'],
    ['a container on a machine of SGE', 'docker run -i own', '#$ -wd /work'],
    ['a container on a machine of PBS', 'docker run -i own', '#PBS -N nf-A'],
    ['a container on a machine of LSF', 'docker run -i own', '#BSUB -o /work'],
  ])('are none for %s', async (_, launches, header) => {
    expect(await engineOf(task(HASH, launches, header))).toBeNull();
  });

  it('are none if no wrapper was written yet', async () => {
    expect(await usedEngines(join(work, 'none'))).toEqual([]);
    mkdirSync(join(work, HASH), { recursive: true });
    expect(await usedEngines(work)).toEqual([]);
  });
});
