import { waitUntil } from '../process/wait-until.ts';
import { Hunt } from './tree-terminator.ts';
import type { EndReport, EndSpec } from './termination-report.ts';

/** A second TERM can cut the cleanup of tasks short. */
const SETTLE_MS = 1000;
/** How long KILL may take before what lives is called a survivor (uninterruptible sleep on a dead file system, for one). */
const KILL_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** Ends an attempt: TERM to Nextflow, so that its own cleanup runs; TERM to what is left; KILL; until two scans find nothing. */
export async function endTree(spec: EndSpec): Promise<EndReport> {
  const hunt = new Hunt(spec);
  const reached = hunt.terminateLeader();
  if (reached) {
    const gone = () => {
      hunt.wake();
      return !hunt.leaderLives();
    };
    const left = await waitUntil(gone, { withinMs: spec.graceMs, everyMs: LOOK_EVERY_MS });
    if (left) await empty(hunt, Math.min(spec.settleMs ?? SETTLE_MS, spec.graceMs));
  }
  return endRest(hunt, spec.graceMs, !reached);
}

/** The same without Nextflow: ends what a Nextflow that is gone left behind. */
export async function sweepOrphans(spec: EndSpec): Promise<EndReport> {
  const hunt = new Hunt(spec);
  if (hunt.leaderLives()) throw new Error(`Nextflow (${hunt.leader?.pid}) still runs: these are no orphans`);
  return endRest(hunt, spec.graceMs, true);
}

async function endRest(hunt: Hunt, graceMs: number, endedBeforeSignal: boolean): Promise<EndReport> {
  if (hunt.look().length > 0) {
    hunt.terminateRest();
    if (!(await empty(hunt, graceMs))) hunt.killCgroup();
  }
  let emptyScans = 0;
  const gone = () => {
    const tree = hunt.look();
    hunt.kill(tree);
    emptyScans = tree.length === 0 ? emptyScans + 1 : 0;
    return emptyScans === 2;
  };
  await waitUntil(gone, { withinMs: KILL_WITHIN_MS });
  return hunt.report(endedBeforeSignal);
}

const empty = (hunt: Hunt, withinMs: number) =>
  waitUntil(() => hunt.wake().length === 0, { withinMs, everyMs: LOOK_EVERY_MS });
