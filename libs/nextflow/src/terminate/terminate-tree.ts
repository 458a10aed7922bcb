import { pollUntil } from '../process/poll-until.ts';
import { TreeTerminator } from './tree-terminator.ts';
import type { TerminationReport, TerminationSpec } from './termination-report.ts';

/** A second TERM can cut the cleanup of tasks short. */
const SETTLE_MS = 1000;
/** How long KILL may take before a live process counts as a survivor, such as one in uninterruptible sleep. */
const KILL_WITHIN_MS = 10_000;
/** A look at some processes costs next to nothing, one at all of the machine's some milliseconds, which Nextflow needs too. */
const LOOK_AT_KNOWN_MS = 5;
const LOOK_AT_TREE_MS = 200;
/** The longer it takes, the rarer is a look at all: each costs more the more processes a machine has. */
const LOOK_AT_TREE_AT_LEAST_EVERY_MS = 1000;

/** Ends an attempt: TERM to Nextflow, so that its own cleanup runs; TERM to what is left; KILL; until two scans find nothing. */
export async function terminateTree(spec: TerminationSpec): Promise<TerminationReport> {
  const terminator = new TreeTerminator(spec);
  const reached = terminator.terminateLeader();
  if (reached) {
    const isDue = looksAtTree(performance.now());
    const gone = () => {
      if (isDue()) terminator.resumeStopped();
      return !terminator.isLeaderAlive();
    };
    const hasLeft = await pollUntil(gone, { withinMs: spec.graceMs, everyMs: LOOK_AT_KNOWN_MS });
    if (hasLeft) await isEmptied(terminator, Math.min(spec.settleMs ?? SETTLE_MS, spec.graceMs));
  }
  return endRest(terminator, spec.graceMs, !reached);
}

/** Ends what a Nextflow that has ended left behind. */
export async function sweepOrphans(spec: TerminationSpec): Promise<TerminationReport> {
  const terminator = new TreeTerminator(spec);
  if (terminator.isLeaderAlive())
    throw new Error(`Nextflow (${terminator.leader?.pid}) still runs: these are no orphans`);
  return endRest(terminator, spec.graceMs, true);
}

async function endRest(
  terminator: TreeTerminator,
  graceMs: number,
  endedBeforeSignal: boolean,
): Promise<TerminationReport> {
  if (terminator.scan().length > 0) {
    terminator.terminateRest();
    if (!(await isEmptied(terminator, graceMs))) terminator.killCgroup();
  }
  const gone = () => {
    if (!terminator.isEmpty()) terminator.kill(terminator.scan());
    return terminator.isEmpty();
  };
  await pollUntil(gone, { withinMs: KILL_WITHIN_MS });
  return terminator.report(endedBeforeSignal);
}

function isEmptied(terminator: TreeTerminator, withinMs: number): Promise<boolean> {
  const isDue = looksAtTree(-Infinity);
  const emptied = () => (isDue() || !terminator.isAnyAlive()) && terminator.resumeStopped().length === 0;
  return pollUntil(emptied, { withinMs, everyMs: LOOK_AT_KNOWN_MS });
}

/** Tells when the tree is to be looked at again: after 50 ms at first, later after a tenth of the time that it has taken. */
function looksAtTree(looked: number): () => boolean {
  const began = performance.now();
  return () => {
    const now = performance.now();
    const gap = Math.min(Math.max((now - began) / 10, LOOK_AT_TREE_MS), LOOK_AT_TREE_AT_LEAST_EVERY_MS);
    if (now - looked < gap) return false;
    looked = now;
    return true;
  };
}
