import { ensureBuilt, ensureSlurm, thisMachine } from '@reprise/setup';
import { runCells } from '../../clusters/run-cells.ts';
import { cells } from './cells.ts';
import { SlurmLab } from './slurm-lab.ts';

/**
 * `npm run slurm`: experiments that are too large for the tests, on a separate Slurm: many jobs, old releases of
 * Nextflow, an unresponsive node.
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
