import Sequencer from '@jest/test-sequencer';

/** The longest specs, longest first. A fresh clone has no times of earlier runs for sorting. */
const LONGEST = [
  'compose.e2e',
  'accessibility.e2e',
  'slurm.e2e',
  'in-the-page/simulated.e2e',
  'in-the-page/real.e2e',
  'commands/real.e2e',
  'faults/campaign.e2e',
  'from-reads-to-variant.e2e',
  'plate-of-96.e2e',
  'people.e2e',
  'several-machines.e2e',
  'sge.e2e',
  'damaged-files.e2e',
  'npm-start.e2e',
  'containers.e2e',
  'containers-of-user.e2e',
  'terminate-tree.int',
  'commands/simulated.e2e',
  'full-data-dir.e2e',
  'account-changes.int',
  'bench.int',
  'two-nextflows.e2e',
  'compatibility/compatibility.e2e',
  'full-disk.e2e',
  'finish/outputs.int',
  'projector.int',
  'history-by-hand.int',
  'simulated-nextflow.int',
  'restart/restart.int',
  'real-session.int',
  'command-line.e2e',
  'jetstream/cluster.int',
  'jetstream.int',
  'examples.int',
  'claimer.int',
  'servers-away.int',
  'commands.controller.int',
  'wes.int',
  'tasks-are-isolated.e2e',
  'result-questions',
  'database-away.int',
  'rebuild/rebuild.int',
  'pause-tree.int',
].map((name) => `/${name}.spec.ts`);

/** Kinds of the remaining specs, from their file names. Unit specs are last. */
const KINDS = ['.e2e.spec.ts', '.int.spec.ts'];

/** Starts the longest specs first. At the end of a run, one would run alone while a core idles. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => place(a.path) - place(b.path));
  }
}

function place(path) {
  const kind = KINDS.findIndex((ending) => path.endsWith(ending));
  return (
    LONGEST.findIndex((ending) => path.endsWith(ending)) + 1 || LONGEST.length + 1 + (kind < 0 ? KINDS.length : kind)
  );
}
