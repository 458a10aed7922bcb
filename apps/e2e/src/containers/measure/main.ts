import { ensureBuilt, ensureDocker, ensurePodman, thisMachine } from '@reprise/setup';
import { runCells } from '../../clusters/run-cells.ts';
import { cells } from './cells.ts';
import { ContainersLab } from './containers-lab.ts';

/**
 * `npm run containers`: measures engines and settings that the tests do not cover, with a real Docker and root's
 * Podman.
 */
const say = (line: string) => console.error(line);
await runCells({
  cells,
  prepare: async () => {
    await ensureDocker(thisMachine(), say);
    await ensurePodman(thisMachine(), say);
    await ensureBuilt(thisMachine(), say);
  },
  start: (options, nextflow) => ContainersLab.start({ ...options, ...(nextflow !== undefined && { nextflow }) }),
});
