import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startReprise, type Reprise } from '@reprise/launcher';
import { ensureNextflow, thisMachine } from '@reprise/setup';
import type { Bench, Pair } from '../measure/measure.ts';
import { call } from '../servers/api.ts';
import { scratch } from '../servers/servers.ts';
import { marked, untilEmpty } from './process-tree.ts';

const PATIENCE_MS = 120_000;

/**
 * Benchmark: cancel of a run while Nextflow compiles its script.
 * @param processes of the script: Nextflow compiles some hundred a second
 */
export const compile =
  (processes = 1500): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    const pipelines = join(folder.path, 'pipelines');
    const script = writePipeline(join(pipelines, 'long'), processes);
    const reprise = await startReprise(
      { REPRISE_DATA_DIR: join(folder.path, 'data'), REPRISE_PORT: '0', REPRISE_PIPELINES: pipelines },
      { build: false, say: (line) => say(`  ${line}`) },
    );
    try {
      const pairs: Pair[] = [];
      for (let repetition = -1; repetition < repetitions; repetition += 1) {
        const pair = {
          ours: await throughReprise(reprise),
          floor: await bare(join(folder.path, `bare${String(repetition)}`), script),
        };
        if (repetition >= 0) pairs.push(pair);
      }
      return [
        {
          question: 'wait',
          name: 'cancel while Nextflow compiles',
          unit: 'ms',
          pairs,
          ours: `POST cancel while Nextflow compiles ${String(processes)} processes, until no process of the job lives`,
          floor: 'TERM to a bare Nextflow at the same moment, until its group is empty',
          gap: 'Nextflow compiles on to the end before it ends by TERM. Reprise gives it a second, and kills it where its log names no step yet: nothing ran that its cleanup would end.',
        },
      ];
    } finally {
      await reprise.stop();
    }
  };

/** Returns the path of the script. */
function writePipeline(folder: string, processes: number): string {
  const all = Array.from(
    { length: processes },
    (_, i) => `process P${String(i)} {\n  script: "echo ${String(i)}"\n}\n`,
  );
  const script = join(folder, 'main.nf');
  mkdirSync(folder, { recursive: true });
  writeFileSync(script, `${all.join('')}workflow { P0() }\n`);
  writeFileSync(
    join(folder, 'reprise.json'),
    JSON.stringify({ name: 'long', title: 'Long to compile', script: 'main.nf', input_param: null, outputs: {} }),
  );
  return script;
}

async function throughReprise(reprise: Reprise): Promise<number> {
  const { job_id } = await call<{ job_id: string }>(reprise, '/api/jobs', {
    pipeline: 'long',
    sample_name: 'bench',
    params: {},
  });
  await untilCompiles(join(reprise.dataDir, 'jobs', job_id, 'attempts', '1', 'trace.tsv'));
  const tree = marked(job_id);
  const asked = performance.now();
  await call(reprise, `/api/jobs/${job_id}/cancel`, { reason: 'bench' });
  return (await untilEmpty(job_id, tree)) - asked;
}

async function bare(folder: string, script: string): Promise<number> {
  const nextflow = await ensureNextflow(thisMachine(), (line) => console.error(line));
  mkdirSync(folder);
  const mark = randomUUID();
  const { pid } = spawn(nextflow, ['run', script, '-ansi-log', 'false', '-with-trace', 'trace.tsv'], {
    cwd: folder,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, LC_ALL: 'C.UTF-8', NXF_OFFLINE: 'true', REPRISE_JOB_ID: mark },
  });
  await untilCompiles(join(folder, 'trace.tsv'));
  const tree = marked(mark);
  const ended = performance.now();
  process.kill(pid!, 'SIGTERM');
  return (await untilEmpty(mark, tree)) - ended;
}

/** @param trace made by the start of a session, after its handler of TERM, and before the script is compiled */
async function untilCompiles(trace: string): Promise<void> {
  const began = performance.now();
  while (!existsSync(trace)) {
    if (performance.now() - began > PATIENCE_MS)
      throw new Error(`Nextflow does not start; look into ${dirname(trace)}`);
    await sleep(2);
  }
}
