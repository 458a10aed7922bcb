import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '@reprise/testing';
import { check, seconds, type Cell, type Facts } from '../../clusters/run-cells.ts';
import type { Sample } from '../../sample.ts';
import { TASKS, type ContainersLab, type ContainersLabOptions } from './containers-lab.ts';

const OVER_WITHIN_MS = 120_000;
/** Longer than the interval between the lines of a task. */
const QUIET_MS = 1_000;
/** Grace of a cancel in a lab. */
const GRACE_SECONDS = 2;

/** Waits until the job has ended. At that point none of its processes may run or write. */
async function over(lab: ContainersLab, job: Sample, cause: string, since = performance.now()): Promise<number> {
  let unproven: unknown;
  const ended = await waitUntil(
    async () => {
      const { status, failure, ...view } = await job.read();
      ({ unproven } = view);
      return status === 'failed' && { cause: failure?.cause, left: lab.writers(job) };
    },
    { every: 50, milliseconds: OVER_WITHIN_MS, what: `the job is over, ${cause}` },
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; not proven: ${JSON.stringify(unproven)}`);
  });
  const took = seconds(since);
  check(ended.left.length === 0, `nothing of it runs: ${ended.left.map(({ command }) => command).join('; ')}`);
  check(ended.cause === cause, `its cause is ${cause}: ${String(ended.cause)}`);
  check(lab.engine.running().length === 0, 'the engine runs none');
  await standsStill(lab, job);
  await waitUntil(() => lab.engine.all().length === 0, { every: 200, what: `what has ended, ${cause}, is removed` });
  return took;
}

async function standsStill(lab: ContainersLab, job: Sample): Promise<void> {
  const ledger = lab.ledgerOf(job);
  await sleep(QUIET_MS);
  check(lab.ledgerOf(job) === ledger, 'nothing writes any more');
}

/**
 * Everything that can happen to the containers of a job, each observed with the engine's own tool, the kernel and a
 * ledger.
 */
async function all(lab: ContainersLab): Promise<Facts> {
  const kill = lab.engine.bareKill(TASKS);
  const stop = lab.engine.bareStop?.(TASKS, GRACE_SECONDS) ?? 'no such command';

  const paused = await lab.ticking();
  let since = performance.now();
  await paused.command('pause', { mode: 'freeze' });
  await paused.becomes('paused');
  const pause = seconds(since);
  await standsStill(lab, paused);
  since = performance.now();
  await paused.command('cancel');
  const cancel = await over(lab, paused, 'cancelled', since);

  const headless = await lab.ticking();
  since = performance.now();
  lab.killNextflow(headless);
  const nextflow = await over(lab, headless, 'killed', since);

  const unwrapped = await lab.ticking();
  since = performance.now();
  lab.killWrappers(unwrapped);
  const wrappers = await over(lab, unwrapped, 'error', since);

  const orphaned = await lab.ticking();
  await lab.killRunner();
  lab.killNextflow(orphaned);
  since = performance.now();
  await lab.bringRunnerBack();
  const both = await over(lab, orphaned, 'killed', since);

  const kept = await lab.ticking();
  const ids = lab.engine.running().toSorted().join();
  await lab.killRunner();
  await lab.bringRunnerBack();
  check(lab.engine.running().toSorted().join() === ids, 'the same containers run on without their runner');
  kept.open('all');
  await kept.becomes('completed', OVER_WITHIN_MS);
  check(lab.engine.all().length === 0, 'none is left after a success');
  return { kill, stop, pause, cancel, nextflow, wrappers, 'runner and nextflow': both };
}

const cell = (lab: ContainersLabOptions): Cell<ContainersLab, ContainersLabOptions> => ({ lab, run: all });
const AS_ROOT = { REPRISE_TASK_ISOLATION: 'off' };
const NO_CGROUP = { REPRISE_CGROUP: 'off' };

export const cells: Readonly<Record<string, Cell<ContainersLab, ContainersLabOptions>>> = {
  docker: cell({ engine: 'docker' }),
  'docker-no-cgroup': cell({ engine: 'docker', settings: NO_CGROUP }),
  podman: cell({ engine: 'podman', settings: AS_ROOT }),
  'podman-no-cgroup': cell({ engine: 'podman', settings: { ...AS_ROOT, ...NO_CGROUP } }),
  // Its containers run as root, regardless of who requests them.
  'podman-service': cell({ engine: 'podman-service' }),
  'docker-of-user': cell({ engine: 'docker', isOfUser: true, settings: NO_CGROUP }),
  'podman-of-user': cell({ engine: 'podman', isOfUser: true, settings: NO_CGROUP }),
  apptainer: cell({ engine: 'apptainer' }),
  'apptainer-no-cgroup': cell({ engine: 'apptainer', settings: NO_CGROUP }),
  'apptainer-of-user': cell({ engine: 'apptainer', isOfUser: true }),
  'apptainer-of-user-no-cgroup': cell({ engine: 'apptainer', isOfUser: true, settings: NO_CGROUP }),
};
