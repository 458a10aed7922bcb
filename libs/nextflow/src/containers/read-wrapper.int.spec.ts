import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWrapper } from './read-wrapper.ts';

describe('the wrapper script of a task', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'reprise-wrapper-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  const reads = (...lines: string[]) => {
    writeFileSync(join(dir, '.command.run'), ['#!/bin/bash', ...lines, '}', ''].join('\n'));
    return readWrapper(dir);
  };
  const meta = (image: string) => ['### ---', "### name: 'ALIGN (1)'", `### container: '${image}'`, '### ...'];
  const DOCKER = 'docker run -i -e "NXF_TASK_WORKDIR" -v /w:/w -w "$NXF_TASK_WORKDIR" --name $NXF_BOXID';
  const none = { tool: null, bySudo: false, image: null, scheduler: null };

  it.each([
    ['Docker', [...meta('lab/bwa:1'), `    ${DOCKER} lab/bwa:1 /bin/bash -ue`], { tool: 'docker', image: 'lab/bwa:1' }],
    [
      'Docker of Nextflow 22.10',
      [`    ${DOCKER} quay.io/x/bwa:1 /bin/bash -c "eval"`],
      { tool: 'docker', image: 'quay.io/x/bwa:1' },
    ],
    ['Docker by sudo', [`    sudo ${DOCKER} own /bin/bash`], { tool: 'docker', bySudo: true, image: 'own' }],
    ['Podman', [`    ${DOCKER.replace('docker', 'podman')} own /bin/bash`], { tool: 'podman', image: 'own' }],
    [
      'Apptainer of Nextflow 22.10',
      ['    set +u; env - PATH="$PATH" apptainer exec --no-home /cache/bwa.img /bin/bash -c "cd $PWD"'],
      { tool: 'apptainer', image: '/cache/bwa.img' },
    ],
    [
      'Docker on Slurm',
      ['#SBATCH -D /w', ...meta('own'), `  ${DOCKER} own`],
      { tool: 'docker', image: 'own', scheduler: 'slurm' },
    ],
    ['an image that no program of the wrapper runs', meta('own'), { image: 'own' }],
    ['no container', ['    /bin/bash -ue /w/.command.sh'], {}],
  ])('of %s names its container', async (_, lines, facts) => {
    expect(await reads(...lines)).toEqual({ ...none, ...facts });
  });

  it('names nothing if it is missing', async () => {
    expect(await readWrapper(join(dir, 'gone'))).toEqual(none);
  });
});
