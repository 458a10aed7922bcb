import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../../machine.ts';
import { runStep } from '../../run-step.ts';

/** Files and options of a run that loads the classes of typical runs, for the class archive. */
const files = {
  'main.nf': `nextflow.enable.dsl = 2
process FIRST {
    output: path 'first.txt'
    script: "echo first >first.txt"
}
process LAST {
    input: path first
    output: path 'last.txt'
    script: "cp \${first} last.txt"
}
workflow { FIRST | LAST }
`,
  'params.json': '{}',
  'run.config': `trace.raw = true
dumpHashes = 'json'
`,
};
const options = ['-name', 'warm-up', '-params-file', 'params.json', '-ansi-log', 'false', '-c', 'run.config'];
/** Tasks are measured with `ps`, which may not be installed yet. */
const measured = ['-with-trace', 'trace.tsv'];

/**
 * Runs a small pipeline with the launcher in a folder. For jars, the run writes the class archive for later starts.
 * @throws SetupError if Nextflow does not run
 */
export async function tryOut(machine: Machine, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'jars'))) return run(machine, folder);
  const archive = join(folder, 'nextflow.jsa');
  rmSync(archive, { force: true });
  // Not every Java writes an archive. Without it, Nextflow only starts more slowly.
  const env = { NXF_OPTS: `-XX:ArchiveClassesAtExit=${archive}` };
  await run(machine, folder, { args: measured, env }).catch(() => run(machine, folder));
}

async function run(
  machine: Machine,
  folder: string,
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-nextflow-')));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
    await runStep(machine, {
      name: 'nextflow-archive',
      command: join(folder, 'nextflow'),
      args: ['run', 'main.nf', ...options, ...args],
      cwd: place,
      env: { NXF_HOME: join(place, 'home'), NXF_OFFLINE: 'true', ...env },
    });
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  }
}
