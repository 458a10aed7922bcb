import { waitUntil } from '../process/wait-until.ts';
import { TreeTerminator } from './tree-terminator.ts';
import type { TerminationReport, TerminationSpec } from './termination-report.ts';

/** A second TERM can cut the cleanup of tasks short. */
const SETTLE_MS = 1000;
/** How long KILL may take before what lives is called a survivor (uninterruptible sleep on a dead file system, for one). */
const KILL_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** Ends an attempt: TERM to Nextflow, so that its own cleanup runs; TERM to what is left; KILL; until two scans find nothing. */
export async function terminateTree(spec: TerminationSpec): Promise<TerminationReport> {
  const terminator = new TreeTerminator(spec);
  const reached = terminator.terminateLeader();
  if (reached) {
    const gone = () => {
      terminator.wake();
      return !terminator.leaderLives();
    };
    const left = await waitUntil(gone, { withinMs: spec.graceMs, everyMs: LOOK_EVERY_MS });
    if (left) await empty(terminator, Math.min(spec.settleMs ?? SETTLE_MS, spec.graceMs));
  }
  return endRest(terminator, spec.graceMs, !reached);
}

/** The same without Nextflow: ends what a Nextflow that is gone left behind. */
export async function sweepOrphans(spec: TerminationSpec): Promise<TerminationReport> {
  const terminator = new TreeTerminator(spec);
  if (terminator.leaderLives())
    throw new Error(`Nextflow (${terminator.leader?.pid}) still runs: these are no orphans`);
  return endRest(terminator, spec.graceMs, true);
}

async function endRest(
  terminator: TreeTerminator,
  graceMs: number,
  endedBeforeSignal: boolean,
): Promise<TerminationReport> {
  if (terminator.look().length > 0) {
    terminator.terminateRest();
    if (!(await empty(terminator, graceMs))) terminator.killCgroup();
  }
  let emptyScans = 0;
  const gone = () => {
    const tree = terminator.look();
    terminator.kill(tree);
    emptyScans = tree.length === 0 ? emptyScans + 1 : 0;
    return emptyScans === 2;
  };
  await waitUntil(gone, { withinMs: KILL_WITHIN_MS });
  return terminator.report(endedBeforeSignal);
}

const empty = (terminator: TreeTerminator, withinMs: number) =>
  waitUntil(() => terminator.wake().length === 0, { withinMs, everyMs: LOOK_EVERY_MS });
