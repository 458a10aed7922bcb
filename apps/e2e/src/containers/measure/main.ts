import { spawnSync } from 'node:child_process';
import { ensureBuilt, ensureDocker, ensurePodman, thisMachine } from '@reprise/setup';
import { runCells } from '../../clusters/run-cells.ts';
import { cells } from './cells.ts';
import { ContainersLab } from './containers-lab.ts';

/**
 * `npm run containers`: measures engines and settings that the tests do not cover, with a real Docker and root's
 * Podman, and with Apptainer if it is on the PATH. Debian 12 has no Apptainer package.
 */
const say = (line: string) => console.error(line);
const hasApptainer = spawnSync('apptainer', ['--version']).status === 0;
if (!hasApptainer) say('NOT RUN: the cells of Apptainer, which is not on the PATH');
await runCells({
  cells: Object.fromEntries(Object.entries(cells).filter(([, { lab }]) => hasApptainer || lab.engine !== 'apptainer')),
  prepare: async () => {
    await ensureDocker(thisMachine(), say);
    await ensurePodman(thisMachine(), say);
    await ensureBuilt(thisMachine(), say);
  },
  start: (options, nextflow) => ContainersLab.start({ ...options, ...(nextflow !== undefined && { nextflow }) }),
});
