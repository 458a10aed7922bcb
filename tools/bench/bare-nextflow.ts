import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNextflow, thisMachine } from '@reprise/setup';

/** Runs the pipeline of the benchmark with Nextflow alone, in its own session. */
export async function startBare(folder: string) {
  const nextflow = await ensureNextflow(thisMachine(), (line) => console.error(line));
  writeFileSync(join(folder, 'params.json'), JSON.stringify({ told: folder, output_dir: join(folder, 'output') }));
  const mark = randomUUID();
  const asked = performance.now();
  const script = join(import.meta.dirname, 'pipelines', 'hold', 'main.nf');
  const args = ['run', script, '-params-file', join(folder, 'params.json'), '-ansi-log', 'false'];
  const child = spawn(nextflow, [...args, '-with-trace', 'trace.tsv'], {
    cwd: folder,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, LC_ALL: 'C.UTF-8', NXF_OFFLINE: 'true', REPRISE_JOB_ID: mark },
  });
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  return { pid: child.pid ?? 0, mark, asked };
}
