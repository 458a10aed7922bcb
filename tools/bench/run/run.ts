import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startReprise } from '@reprise/launcher';
import type { Bench, Measure, Pair } from '../measure/measure.ts';
import { scratch } from '../servers/servers.ts';
import { runBare } from './bare-nextflow.ts';
import { throughReprise } from './through-reprise.ts';

/** Measures user-visible delays: until tasks run, until the last process has ended, until the page shows it. */
export const run: Bench = async (repetitions, say) => {
  await using folder = scratch();
  const inputs = join(folder.path, 'inputs');
  mkdirSync(inputs);
  const reprise = await startReprise(
    {
      REPRISE_DATA_DIR: join(folder.path, 'data'),
      REPRISE_PORT: '0',
      REPRISE_PIPELINES: join(import.meta.dirname, 'pipelines'),
      REPRISE_INPUT_ROOTS: inputs,
    },
    { build: false, say: (line) => say(`  ${line}`) },
  );
  try {
    const [submit, resume, cancel, alone]: [Pair[], Pair[], Pair[], Pair[]] = [[], [], [], []];
    const [shown, read]: [Pair[], Pair[]] = [[], []];
    for (let repetition = -1; repetition < repetitions; repetition += 1) {
      const ours = await throughReprise(reprise, join(inputs, `ours${String(repetition)}`));
      const floor = await runBare(join(folder.path, `bare${String(repetition)}`));
      if (repetition < 0) continue;
      submit.push({ ours: ours.submit, floor: floor.submit });
      resume.push({ ours: ours.resume, floor: floor.resume });
      cancel.push({ ours: ours.cancel, floor: floor.cancel });
      alone.push({ ours: ours.cancel, floor: floor.cancelAlone });
      shown.push({ ours: ours.shown, floor: floor.cancel });
      read.push({ ours: ours.readOwnWrite, floor: ours.readLater });
    }
    const started = 'nextflow run of the same script, until its first task runs';
    const ended = 'TERM to the process group of a bare nextflow run, until it is empty';
    return [
      {
        ...measure('submit to first task', 'POST /api/jobs, until the first task runs', started, submit),
        gap: 'The difference, by time stamps: the supervisor until its child is at the gate, the record of the start, the second config file that Nextflow compiles, and the processor time of gateway, runner and their servers while the JVM starts. While the start is recorded, the child enters its cgroup. Reprise starts the JVM with the serial collector, which saves about 100 ms (decision 85).',
      },
      {
        ...measure('resume to first task', 'POST resume of a cancelled job', 'nextflow run -resume', resume),
        gap: 'The difference: as for a submit.',
      },
      {
        ...measure('cancel to empty tree', 'POST cancel, until no process of the job lives', ended, cancel),
        gap: 'The difference, by time stamps: about 20 ms from the request to TERM, half of them until the command is on disk. Then Nextflow alone gets TERM and ends its tasks itself, so that their cleanup runs once.',
      },
      {
        ...measure(
          'cancel to empty tree, as Nextflow ends tasks',
          'the same',
          'TERM to a bare Nextflow alone, until its group is empty',
          alone,
        ),
        gap: 'The difference: as above.',
      },
      {
        ...measure('cancel to page', 'POST cancel, until the stream of changes says failed, cancelled', ended, shown),
        gap: 'The difference: as for the empty tree, then the scans that prove that it is empty, the append of the ending to the log, and its projection.',
      },
      {
        ...measure(
          'read own write',
          'GET of the job right after the 202 of its cancel',
          'the same GET a moment later',
          read,
        ),
        gap: 'The difference: the read waits for one transaction of the projector, until the tables contain the command.',
      },
    ];
  } finally {
    await reprise.stop();
  }
};

const measure = (name: string, ours: string, floor: string, pairs: Pair[]): Measure => ({
  question: 'wait',
  name,
  ours,
  floor,
  unit: 'ms',
  pairs,
});
