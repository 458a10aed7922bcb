import Sequencer from '@jest/test-sequencer';

/** The longest specs, the longest first. A fresh clone has no times of earlier runs to order them by. */
const LONGEST = [
  'compose.e2e',
  'accessibility.e2e',
  'in-the-page/real.e2e',
  'in-the-page/simulated.e2e',
  'commands/real.e2e',
  'from-reads-to-variant.e2e',
  'slurm.e2e',
  'people.e2e',
  'wes.int',
  'commands/simulated.e2e',
  'command-line.e2e',
  'npm-start.e2e',
  'simulated-nextflow.int',
  'bulk.int',
  'strangers/strangers.e2e',
  'projector.int',
  'full-disk.e2e',
  'dead-exports.int',
  'terminate-tree.int',
  'restart.int',
  'real-session.int',
  'account-changes.int',
  'embedded-servers.int',
  'jetstream.int',
  'servers-away.int',
  'tasks-are-strangers.e2e',
  'watch-tasks.int',
  'bench.int',
  'history-by-hand.int',
].map((name) => `/${name}.spec.ts`);

/** Kinds of specs after those, as in the names of their files; unit specs are the last. */
const KINDS = ['.e2e.spec.ts', '.int.spec.ts'];

/** Starts the longest specs first: left to the end, one runs alone while a core has nothing to do. */
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
