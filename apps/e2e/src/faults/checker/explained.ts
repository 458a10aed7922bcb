import type { FaultKind } from '../record/kinds.ts';
import type { AppliedFault, Facts } from '../record/facts.ts';
import type { Violation } from './violation.ts';
import { acknowledgement } from '../record/ledger.ts';

/** A runner notices a lost one, or a failure, at most this many milliseconds after a fault has healed. */
const NOTICED_WITHIN_MS = 90_000;

/** Runs are children of their runner, so they share its memory limit. */
const PROCESSES = /-(nextflow|task|supervisor)$|^kill-everything$|^(disk|power)-|^memory-runner$/;
const SERVICES = /-(runner[23]?|launcher|nats(-leader)?)$|^kill-(services|everything)$|^(disk|power)-/;
const CONNECTIONS = /^(reset|black-hole|refuse|slow)$/;
const EXECUTORS = /-(slurm(ctl)?d|dockerd|shim)$/;
/** Faults that explain a failure, by its cause. A weak test of `runner_lost`: such faults are frequent. */
const explanations: Readonly<Record<string, (kind: FaultKind) => boolean>> = {
  error: (kind) => PROCESSES.test(kind) || EXECUTORS.test(kind),
  killed: (kind) => PROCESSES.test(kind),
  start_failed: (kind) => PROCESSES.test(kind) || SERVICES.test(kind) || CONNECTIONS.test(kind),
  runner_lost: (kind) => SERVICES.test(kind) || CONNECTIONS.test(kind) || kind.startsWith('stop-'),
};

/** Failures that no fault explains, except planned ones. */
export function unexplainedFailures({
  commands,
  events,
  faults,
}: Pick<Facts, 'commands' | 'events' | 'faults'>): Violation[] {
  const planned = new Set([
    ...commands.filter(({ mended }) => mended !== undefined).map((each) => acknowledgement(each)?.job_id),
    // Its submission may have no answer.
    ...events.filter(isPlanned).map(({ subject }) => subject),
  ]);
  const claimed = new Map<string, number>();
  return events.flatMap((event) => {
    const name = `attempt ${String(event.data['attempt'])} of ${event.subject}`;
    if (event.type === 'attempt_claimed') claimed.set(name, Date.parse(event.time));
    if (event.type !== 'attempt_failed') return [];
    const cause = textOf(event.data['cause']);
    if (cause === 'error' && planned.has(event.subject)) return [];
    const from = claimed.get(name) ?? 0;
    const to = Date.parse(event.time);
    if (faults.some((fault) => explanations[cause]?.(fault.kind) === true && touches(fault, from, to))) return [];
    return [{ rule: 'unexplained_failure', what: `${name} failed (${cause}): ${textOf(event.data['message'])}` }];
  });
}

function isPlanned({ type, data }: Facts['events'][number]): boolean {
  const params = type === 'submitted' ? (data['params'] as Readonly<Record<string, unknown>> | undefined) : undefined;
  return typeof params?.['mended'] === 'string';
}

const touches = (fault: AppliedFault, from: number, to: number): boolean =>
  fault.at <= to && fault.until + NOTICED_WITHIN_MS >= from;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');
