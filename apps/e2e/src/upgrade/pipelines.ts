import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNextflow, thisMachine } from '@reprise/setup';
import { bundledNextflow } from '@reprise/simulated-nextflow';

const ours = join(import.meta.dirname, '../..');
/** The pipeline whose tasks are run by the real Nextflow. */
export const REAL = 'gate';

/** Copies the pipelines of the jobs, which both releases use. */
export function copyPipelines(folder: string): void {
  mkdirSync(folder);
  for (const name of ['pipelines/gate', 'pipelines/brief', 'src/faults/pipelines/noted'])
    cpSync(join(ours, name), join(folder, name.split('/').at(-1)!), { recursive: true });
}

/**
 * Writes an executable that is the real Nextflow for one pipeline, and the simulated one, which takes a tenth of the
 * processor time, for the others. A launch dir that the real one used is marked, because `nextflow log` names no
 * pipeline.
 */
export async function writeNextflow(file: string): Promise<void> {
  const [real, simulated] = await Promise.all([ensureNextflow(thisMachine(), () => undefined), bundledNextflow()]);
  writeFileSync(
    file,
    `#!/bin/sh
for word; do case $word in */${REAL}/main.nf | */${REAL}) : >.real ;; esac; done
[ -e .real ] && exec '${real}' "$@"
exec '${simulated}' "$@"
`,
  );
  chmodSync(file, 0o755);
}
