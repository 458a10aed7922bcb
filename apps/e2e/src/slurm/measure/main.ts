import { ensureBuilt, ensureSlurm, thisMachine } from '@reprise/setup';
import { runCells } from '../../clusters/run-cells.ts';
import { cells } from './cells.ts';
import { SlurmLab } from './slurm-lab.ts';

/**
 * `npm run slurm`: what is too large for the tests, on a Slurm of its own: many jobs, old releases of Nextflow, a silent
 * node.
 */
const say = (line: string) => console.error(line);
await runCells({
  cells,
  prepare: async () => {
    await ensureSlurm(thisMachine(), say);
    await ensureBuilt(thisMachine(), say);
  },
  start: (options, nextflow) => SlurmLab.start({ ...options, ...(nextflow !== undefined && { nextflow }) }),
});
