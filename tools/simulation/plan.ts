import fc from 'fast-check';
import { fates, type Fate } from './kernel/fate.ts';

/** Commands that clients send. */
const requestKinds = [
  'cancel',
  'rerun',
  'resume',
  'restart',
  'pause',
  'unpause',
  'priority',
  'pause_queue',
  'resume_queue',
  'limit_queue',
] as const;

export interface PlannedRequest {
  readonly kind: (typeof requestKinds)[number];
  /** Index of its job. */
  readonly job: number;
  /** Simulated milliseconds after the start. */
  readonly atMs: number;
  /** Index of the gateway that is tried first. */
  readonly gateway: number;
  /** Whether another client sends the same command to the other gateway at the same time. */
  readonly isRaced: boolean;
}

/** Fault of the program on a machine: a reboot, or a kill of Nextflow with its supervisor. */
export interface PlannedOutage {
  readonly kind: 'reboot' | 'kill_nextflow';
  readonly machine: number;
  readonly atMs: number;
}

/** Inputs of one history. The same plan gives the same history. */
export interface Plan {
  /** Seed of the order of calls, and of how each Nextflow runs. */
  readonly schedule: number;
  /** Number of jobs, each submitted by a separate client. */
  readonly jobs: number;
  readonly requests: readonly PlannedRequest[];
  readonly faults: readonly { readonly step: number; readonly fate: Fate }[];
  readonly outages: readonly PlannedOutage[];
}

const MOST_JOBS = 3;
/** Exceeds the calls of most histories before they heal. */
const MOST_STEPS = 600;
const atMs = fc.integer({ min: 0, max: 40_000 });
const machine = fc.integer({ min: 0, max: 1 });

const request = fc.record({
  kind: fc.constantFrom(...requestKinds),
  job: fc.integer({ min: 0, max: MOST_JOBS - 1 }),
  atMs,
  gateway: fc.integer({ min: 0, max: 1 }),
  isRaced: fc.boolean(),
});
const fault = fc.record({ step: fc.integer({ min: 1, max: MOST_STEPS }), fate: fc.constantFrom(...fates) });
const outage = fc.record({ kind: fc.constantFrom('reboot' as const, 'kill_nextflow' as const), machine, atMs });

/** Random plans. They shrink to fewer jobs, requests and faults. */
export const plans: fc.Arbitrary<Plan> = fc.record({
  schedule: fc.noShrink(fc.nat()),
  jobs: fc.integer({ min: 1, max: MOST_JOBS }),
  requests: fc.array(request, { maxLength: 10, size: 'max' }),
  faults: fc.array(fault, { maxLength: 10, size: 'max' }),
  outages: fc.array(outage, { maxLength: 2, size: 'max' }),
});
