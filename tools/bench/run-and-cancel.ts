import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startReprise, type Reprise } from '@reprise/launcher';
import { call } from './api.ts';
import type { Bench, Pair } from './bench.ts';
import { startBare } from './bare-nextflow.ts';
import { marked, untilBegun, untilEmpty } from './process-tree.ts';
import { scratch } from './servers.ts';

/** Measures what a person waits for: from a click to the first task, and from a click to the last process gone. */
export const runAndCancel: Bench = async (repetitions, say) => {
  await using folder = scratch();
  const reprise = await startReprise(
    {
      REPRISE_DATA_DIR: join(folder.path, 'data'),
      REPRISE_PORT: '0',
      REPRISE_PIPELINES: join(import.meta.dirname, 'pipelines'),
      REPRISE_INPUT_ROOTS: folder.path,
    },
    { say: (line) => say(`  ${line}`) },
  );
  try {
    const [submit, cancel, told]: [Pair[], Pair[], Pair[]] = [[], [], []];
    for (let repetition = -1; repetition < repetitions; repetition += 1) {
      const ours = await throughReprise(reprise, join(folder.path, `ours${String(repetition)}`));
      const floor = await bare(join(folder.path, `bare${String(repetition)}`));
      if (repetition < 0) continue;
      submit.push({ ours: ours.submit, floor: floor.submit });
      cancel.push({ ours: ours.cancel, floor: floor.cancel });
      told.push({ ours: ours.told, floor: floor.cancel });
    }
    const started = 'nextflow run of the same script, until its first task runs';
    const ended = 'TERM to the process group of a bare nextflow run, until it is empty';
    return [
      measure('submit to first task', 'POST /api/jobs, until the first task runs', started, submit),
      measure('cancel to empty tree', 'POST cancel, until no process of the job lives', ended, cancel),
      measure('cancel to told', 'POST cancel, until the job reads failed, cancelled', ended, told),
    ];
  } finally {
    await reprise.stop();
  }
};

const measure = (name: string, ours: string, floor: string, pairs: Pair[]) =>
  ({ name, ours, floor, unit: 'ms', pairs }) as const;

interface Times {
  readonly submit: number;
  readonly cancel: number;
}

async function throughReprise(reprise: Reprise, told: string): Promise<Times & { readonly told: number }> {
  mkdirSync(told);
  chmodSync(told, 0o777); // tasks run as another user
  const asked = performance.now();
  const { job_id } = await call<{ job_id: string }>(reprise, '/api/jobs', {
    ...{ pipeline: 'hold', sample_name: 'bench', params: { told } },
  });
  const submit = (await untilBegun(told, 1)) - asked;
  await untilBegun(told, 2);
  const tree = marked(job_id);

  const cancelled = performance.now();
  const { seq } = await call<{ seq: number }>(reprise, `/api/jobs/${job_id}/cancel`, { reason: 'bench' });
  const ended = await untilEmpty(job_id, tree);
  const job = `/api/jobs/${job_id}?min_seq=${String(seq)}`;
  while ((await call<{ status: string }>(reprise, job)).status !== 'failed') await sleep(5);
  return { submit, cancel: ended - cancelled, told: performance.now() - cancelled };
}

async function bare(told: string): Promise<Times> {
  mkdirSync(told);
  const run = await startBare(told);
  const submit = (await untilBegun(told, 1)) - run.asked;
  await untilBegun(told, 2);
  const tree = marked(run.mark);
  const cancelled = performance.now();
  process.kill(-run.pid, 'SIGTERM');
  return { submit, cancel: (await untilEmpty(run.mark, tree)) - cancelled };
}
