import { parseArgs } from 'node:util';
import { ensureBuilt, ensureSlurm, errorText, thisMachine } from '@reprise/setup';
import { cells } from './cells.ts';
import { SlurmLab } from './slurm-lab.ts';

/**
 * `npm run slurm`: what is too large for the tests, on a Slurm of its own: many jobs, old releases of Nextflow, a silent
 * node. Takes names of cells, and `--nextflow PATH` for another Nextflow. Exits with 1 where one fails.
 */
const { positionals, values } = parseArgs({ allowPositionals: true, options: { nextflow: { type: 'string' } } });
const unknown = positionals.filter((name) => !(name in cells));
if (unknown.length > 0) {
  console.error(`No such cell: ${unknown.join(', ')}. Cells: ${Object.keys(cells).join(', ')}`);
  process.exit(1);
}
const say = (line: string) => console.error(line);
await ensureSlurm(thisMachine(), say);
await ensureBuilt(thisMachine(), say);
for (const name of positionals.length > 0 ? positionals : Object.keys(cells)) {
  const { lab: options, run } = cells[name]!;
  const lab = await SlurmLab.start({ ...options, ...(values.nextflow !== undefined && { nextflow: values.nextflow }) });
  try {
    console.log(name, JSON.stringify(await run(lab)));
  } catch (error) {
    console.log(name, `failed: ${errorText(error)}`);
    process.exitCode = 1;
  } finally {
    await lab.stop();
  }
}
process.exit();
