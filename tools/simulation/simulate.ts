import { createHash } from 'node:crypto';
import { mock } from 'node:test';
import { sendRequest } from './clients/client.ts';
import { jobIdOf, QUEUE, requestOf, submission } from './clients/requests.ts';
import { isQuiet, leftOver, quietViolations } from './checks/quiet-checks.ts';
import { Process } from './kernel/process.ts';
import type { Plan, PlannedOutage } from './plan.ts';
import type { Plant } from './plants.ts';
import { World } from './world.ts';

export interface History {
  readonly violations: readonly string[];
  /** Each call and event, with names in place of ids. */
  readonly lines: readonly string[];
  readonly steps: number;
  readonly events: number;
  /** SHA-256 of the lines. */
  readonly digest: string;
}

const START = Date.UTC(2026, 0, 1);
/** Exceeds the last request with all of its tries, and the last restart of a service. */
const FAULTS_MS = 180_000;
const HEALED_MS = 20 * 60_000;
/** Interval of the commands that let healed jobs end. */
const NUDGE_MS = 5_000;

/** Runs one history: requests under faults, then healing, until nothing is left to happen. */
export async function simulate(plan: Plan, plant: Plant | null = null): Promise<History> {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START });
  try {
    const world = new World(plan, plant, mock.timers);
    const { kernel, ledger, services, checks } = world;
    for (const service of services) service.start();
    const jobs = Array.from({ length: plan.jobs }, (_, n) => jobIdOf(plan.schedule, n));
    jobs.forEach((job, n) => {
      ledger.jobNames.set(job, `job ${String(n + 1)}`);
      void sendRequest(world, { name: `c${String(n + 1)}`, request: submission(job), atMs: 500 * n, gateway: n % 2 });
    });
    plan.requests.forEach(({ isRaced, ...planned }, n) => {
      const { atMs, gateway } = planned;
      const request = requestOf(planned, jobs[planned.job % jobs.length]!);
      const name = `c${String(jobs.length + n + 1)}`;
      void sendRequest(world, { name, request, atMs, gateway });
      if (isRaced) void sendRequest(world, { name: `${name}'s rival`, request, atMs, gateway: 1 - gateway });
    });
    plan.outages.forEach((outage) => void suffer(world, outage));
    await kernel.runUntil(() => ledger.active === 0, FAULTS_MS);
    kernel.note('      all faults are over');
    kernel.heal();
    for (const service of services) service.isHealed = true;
    void nudge(world);
    const ended = await kernel.runUntil(() => isQuiet(world, checks.folded), HEALED_MS);
    const violations = [
      ...checks.violations,
      ...(ended ? [] : leftOver(world, checks.folded)),
      ...quietViolations(world),
    ];
    const lines = kernel.trace.map((line) => ledger.nameOf(line));
    return {
      violations: [...new Set(violations)].map((violation) => ledger.nameOf(violation)),
      lines,
      steps: kernel.steps,
      events: world.store.entries.length,
      digest: createHash('sha256').update(lines.join('\n')).digest('hex'),
    };
  } finally {
    mock.timers.reset();
  }
}

/** Reboots a machine, or kills a Nextflow on it. */
async function suffer({ kernel, runners }: World, { kind, machine: n, atMs }: PlannedOutage): Promise<void> {
  const { machine, service } = runners[n]!;
  const nature = new Process('an outage', { isMortal: false });
  await kernel.sleep(nature, atMs);
  await kernel.call(nature, `${kind} on ${machine.name}`, () => {
    if (kind === 'reboot') {
      if (service.process) kernel.kill(service.process);
      machine.reboot();
    } else {
      const [running] = machine.alive().filter(({ status }) => status === 'running');
      if (running) machine.killNextflow(running);
    }
  });
}

/** Resumes the queue and paused jobs after the faults, because nothing else would. */
async function nudge(world: World): Promise<void> {
  const user = new Process('a user', { isMortal: false });
  for (let n = 0; ; n++) {
    const { folded } = world.checks;
    const kinds = folded.queue(QUEUE).paused ? (['resume_queue'] as const) : [];
    const paused = folded.jobs().filter(({ status }) => status === 'paused');
    const requests = [
      ...kinds.map((kind) => requestOf({ kind, atMs: 0 }, '')),
      ...paused.map(({ job_id }) => requestOf({ kind: 'unpause', atMs: 0 }, job_id)),
    ];
    for (const [i, request] of requests.entries())
      void sendRequest(world, { name: `nudge ${String(n)}.${String(i)}`, request, atMs: 0, gateway: 0 });
    await world.kernel.sleep(user, NUDGE_MS);
  }
}
