import { pollUntil } from '../process/poll-until.ts';
import { isAbortedUnstarted } from './is-aborted-unstarted.ts';
import { TreeTerminator } from './tree-terminator.ts';
import type { TerminationReport, TerminationSpec } from './termination-report.ts';

/** A second TERM can interrupt the cleanup of tasks. */
const SETTLE_MS = 1000;
/** Maximum time for KILL before a live process counts as a survivor, such as a process in uninterruptible sleep. */
const KILL_WITHIN_MS = 10_000;
/** Interval at which the log of a live Nextflow is read. */
const READ_LOG_EVERY_MS = 1000;
/**
 * Checking a few processes costs next to nothing. Scanning all of them takes a few milliseconds of processor time,
 * which Nextflow needs too.
 */
const LOOK_AT_KNOWN = { leastMs: 5, mostMs: 200, ofElapsed: 1 / 4000 };
/** The more processes a machine has, the more a scan costs. */
const LOOK_AT_TREE = { leastMs: 200, mostMs: 10_000, ofElapsed: 1 / 10 };

/** Scans of a tree and signals to it, as in `TreeTerminator`. */
export type Terminator = Pick<TreeTerminator, keyof TreeTerminator>;

/**
 * Ends an attempt: sends TERM to Nextflow, so that its own cleanup runs; then TERM to the remaining processes; then
 * KILL when the grace period is over, until two scans find nothing. Waiting for Nextflow alone takes at most half of
 * the grace period, because it may never end its tasks. If Nextflow has started no step and does not end at once, it is
 * killed.
 */
export async function terminateTree(
  spec: TerminationSpec,
  terminator: Terminator = new TreeTerminator(spec),
): Promise<TerminationReport> {
  const { graceMs } = spec;
  const settleMs = Math.min(spec.settleMs ?? SETTLE_MS, graceMs);
  const began = performance.now();
  const reached = terminator.terminateLeader();
  if (reached) {
    const end = await leaderEnds(terminator, spec);
    if (end === 'unstarted') return kill(terminator, false);
    if (end === 'left') await isEmptied(terminator, settleMs);
  }
  // Stalls of the machine count here, so at least half of the grace period remains.
  const leftMs = Math.max(graceMs - (performance.now() - began), graceMs / 2);
  return endRest(terminator, leftMs, !reached);
}

/** Ends the processes that a finished Nextflow left behind. */
export async function sweepOrphans(
  spec: TerminationSpec,
  terminator: Terminator = new TreeTerminator(spec),
): Promise<TerminationReport> {
  if (terminator.isLeaderAlive())
    throw new Error(`Nextflow (${terminator.leader?.pid}) still runs: these are no orphans`);
  return endRest(terminator, spec.graceMs, true);
}

/** Waits for a Nextflow that received TERM, for at most half of the grace period. */
async function leaderEnds(
  terminator: Terminator,
  { attemptDir, graceMs }: TerminationSpec,
): Promise<'left' | 'unstarted' | 'lives'> {
  const isDue = looksAtTree(performance.now());
  const looksAtKnown = growing(LOOK_AT_KNOWN);
  const gone = () => {
    if (isDue()) terminator.resumeStopped();
    return !terminator.isLeaderAlive();
  };
  for (let leftMs = graceMs / 2; ; leftMs -= READ_LOG_EVERY_MS) {
    const withinMs = Math.min(leftMs, READ_LOG_EVERY_MS);
    if (await pollUntil(gone, { withinMs, everyMs: looksAtKnown })) return 'left';
    if (await isAbortedUnstarted(attemptDir)) return 'unstarted';
    if (leftMs <= READ_LOG_EVERY_MS) return 'lives';
  }
}

async function endRest(
  terminator: Terminator,
  graceMs: number,
  endedBeforeSignal: boolean,
): Promise<TerminationReport> {
  if (terminator.scan().length > 0) {
    terminator.terminateRest();
    if (!(await isEmptied(terminator, graceMs))) terminator.killCgroup();
  }
  return kill(terminator, endedBeforeSignal);
}

/** Kills the remaining processes until two scans find nothing. */
async function kill(terminator: Terminator, endedBeforeSignal: boolean): Promise<TerminationReport> {
  const gone = () => {
    if (!terminator.isEmpty()) terminator.kill(terminator.scan());
    return terminator.isEmpty();
  };
  await pollUntil(gone, { withinMs: KILL_WITHIN_MS });
  return terminator.report(endedBeforeSignal);
}

function isEmptied(terminator: Terminator, withinMs: number): Promise<boolean> {
  const isDue = looksAtTree(-Infinity);
  const emptied = () => (isDue() || !terminator.isAnyAlive()) && terminator.resumeStopped().length === 0;
  return pollUntil(emptied, { withinMs, everyMs: growing(LOOK_AT_KNOWN) });
}

/** Schedules the next scan of the tree. */
function looksAtTree(looked: number): () => boolean {
  const gap = growing(LOOK_AT_TREE);
  return () => {
    const now = performance.now();
    if (now - looked < gap()) return false;
    looked = now;
    return true;
  };
}

/** Returns an interval in milliseconds that grows with the time since this call: a grace may last an hour. */
function growing({ leastMs, mostMs, ofElapsed }: typeof LOOK_AT_TREE): () => number {
  const began = performance.now();
  return () => Math.min(Math.max((performance.now() - began) * ofElapsed, leastMs), mostMs);
}
