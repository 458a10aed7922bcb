import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { check, seconds, type Cell, type Facts } from '../../clusters/run-cells.ts';
import type { Sample } from '../../sample.ts';
import type { Load, SlurmLab, SlurmLabOptions } from './slurm-lab.ts';

const MANY = { tasks: 1_000, lines: 10, every: 5 } as const;
const FULL: Load = { running: 100, queued: 200 };
const many = { cpus: FULL.running, queueSize: FULL.queued };

const OVER_WITHIN_MS = 300_000;

/** Waits until the job has ended. At that point Slurm must list none of its jobs, and nothing may write any more. */
async function over(lab: SlurmLab, job: Sample): Promise<number> {
  const since = performance.now();
  await waitUntil(async () => (await job.read()).status === 'failed' || undefined, {
    every: 100,
    milliseconds: OVER_WITHIN_MS,
    what: 'the job is over',
  });
  const took = seconds(since);
  const queue = lab.queue();
  check(queue.length === 0, `Slurm has none of it: ${queue.join()}`);
  const left = lab.onNode(job).map(({ command }) => command);
  check(left.length === 0, `no process of it is left: ${left.join('; ')}`);
  const ledger = lab.ledgerOf(job);
  await new Promise((resolve) => setTimeout(resolve, 6_000)); // longer than the pause of tasks between two lines
  check(lab.ledgerOf(job) === ledger, 'nothing writes any more');
  return took;
}

async function cancelled(lab: SlurmLab, tasks: number, load: Load): Promise<Facts> {
  const { scancel, after } = await lab.bareCancel(await lab.started({ ...MANY, tasks }, load));
  const job = await lab.started({ ...MANY, tasks }, load);
  const since = performance.now();
  await job.command('cancel');
  const [took, empty] = await Promise.all([over(lab, job), lab.isEmpty().then(() => seconds(since))]);
  const [ended] = (await job.read()).ended_elsewhere ?? [];
  const { now, most } = lab.runnerMemory();
  return {
    took,
    'until Slurm has none': empty,
    scancel,
    'cancel after scancel': after,
    jobs: ended!.ended_count,
    'runner MB': now,
    'at most': most,
  };
}

async function killed(lab: SlurmLab): Promise<Facts> {
  const job = await lab.started(MANY, FULL);
  process.kill(lab.nextflowOf(job), 'SIGKILL');
  const took = await over(lab, job);
  const [ended] = (await job.read()).ended_elsewhere ?? [];
  const { now, most } = lab.runnerMemory();
  return { took, jobs: ended!.ended_count, 'runner MB': now, 'at most': most };
}

async function drained(lab: SlurmLab): Promise<Facts> {
  const job = await lab.started(MANY, FULL);
  const since = performance.now();
  await job.command('pause', { mode: 'drain' });
  await job.becomes('paused', OVER_WITHIN_MS);
  const took = seconds(since);
  job.open('all');
  await waitUntil(() => lab.onNode(job).length === 0 || undefined, {
    every: 500,
    milliseconds: OVER_WITHIN_MS,
    what: 'running tasks have ended',
  });
  const held = lab.queue().filter((state) => state === 'PENDING').length;
  check(held > 0, 'pending jobs are held');
  await job.command('cancel');
  return { 'to paused': took, held, 'cancel of the held': await over(lab, job), 'runner MB': lab.runnerMemory().now };
}

/** Kills Nextflow, resumes the job at once, and counts the lines of the result. */
const resumed =
  (tasks: number, running: number) =>
  async (lab: SlurmLab): Promise<Facts> => {
    const lines = 10;
    // No task ends before all are running, however slowly they are submitted.
    const job = await lab.started({ tasks, lines, every: 1 }, { running, queued: running });
    process.kill(lab.nextflowOf(job), 'SIGKILL');
    const since = performance.now();
    await waitUntil(async () => (await job.read()).status === 'failed' || undefined, {
      every: 50,
      milliseconds: OVER_WITHIN_MS,
      what: 'the job is over',
    });
    const ended = seconds(since);
    check(lab.queue().length === 0, 'Slurm has none of it');
    job.open('all');
    await job.command('resume');
    const { output_dir } = await job.becomes('completed', 900_000);
    const found = Number(readFileSync(join(output_dir!, 'count'), 'utf8'));
    check(found === tasks * lines, `${String(found)} lines are ${String(tasks * lines)}`);
    const ids = (await job.tasks()).filter(({ native_id }) => native_id !== null).length;
    return { 'to failed': ended, lines: found, 'tasks with an id': ids };
  };

/** The node does not answer during a cancel: the status must not become "cancelled" before it answers again. */
async function silent(lab: SlurmLab): Promise<Facts> {
  const job = await lab.started({ tasks: 8, lines: 10, every: 1 }, { running: 8, queued: 8 });
  process.kill(lab.slurm.node, 'SIGSTOP');
  await job.command('cancel');
  const { unproven } = await job.reads('not proven to have ended', (view) => view.unproven !== undefined, 180_000);
  const words = unproven!.executors.map(({ message }) => message).join('. ');
  check(lab.onNode(job).length > 0, 'its processes live');
  process.kill(lab.slurm.node, 'SIGCONT');
  return { words, 'from the answer on': await over(lab, job) };
}

const few = { cpus: 8, queueSize: 200 };
const FEW = 12;
const cancelledFew = (lab: SlurmLab) => cancelled(lab, FEW, { running: few.cpus, queued: FEW });

/** A cancel, and a killed Nextflow whose job is resumed at once. */
async function both(lab: SlurmLab): Promise<Facts> {
  return { ...(await cancelledFew(lab)), ...(await resumed(FEW, few.cpus)(lab)) };
}

export const cells: Readonly<Record<string, Cell<SlurmLab, SlurmLabOptions>>> = {
  'cancel-few': { lab: few, run: cancelledFew },
  'no-cgroup': { lab: { ...few, settings: { REPRISE_CGROUP: 'off' } }, run: both },
  'ordinary-user': { lab: { ...few, isOfUser: true }, run: both },
  cancel: { lab: many, run: (lab) => cancelled(lab, MANY.tasks, FULL) },
  'cancel-1000': {
    // More running tasks would compete for the CPU with the submissions.
    lab: { cpus: 20, queueSize: 1_000 },
    run: (lab) => cancelled(lab, MANY.tasks, { running: 20, queued: 1_000 }),
  },
  kill: { lab: many, run: killed },
  drain: { lab: many, run: drained },
  resume: { lab: { cpus: 50, queueSize: 200 }, run: resumed(200, 50) },
  array: {
    lab: { cpus: 8, queueSize: 200, config: ['process { withName: TICK { array = 10 } }'] },
    run: resumed(40, 8),
  },
  'old-nextflow': { lab: { cpus: 8, queueSize: 200 }, run: resumed(16, 8) },
  'silent-node': { lab: { cpus: 8, queueSize: 200 }, run: silent },
};
