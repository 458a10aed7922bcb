import {
  listTree,
  pauseTree,
  sweepOrphans,
  terminateTree,
  unpauseTree,
  type TerminationReport,
} from '@reprise/nextflow';
import type { AttemptSpec, Ending, Executor, Listing, LiveTask, WhyNot } from './executor.ts';

/** Result of ending processes, with the signals sent. */
export interface LocalEnding extends Ending {
  readonly report: TerminationReport;
}

const NAMES = { name: 'local', label: 'this machine', noun: 'process' };

/** Nextflow itself and its local tasks: the process tree of an attempt. */
export const local = {
  ...NAMES,
  isAsked: true,
  isPausable: true,
  list: (attempt) => Promise.resolve(listed(attempt)),
  /** TERM to Nextflow so that its own cleanup runs, then to what is left, then KILL. */
  end: (attempt) => proven(attempt, terminateTree),
  /** Ends what a finished Nextflow left behind. @throws Error if Nextflow is alive */
  sweep: (attempt: AttemptSpec) => proven(attempt, sweepOrphans),
  hold: async (attempt) => ((await pauseTree(attempt, 'drain')) ? null : STILL),
  suspend: async (attempt) => ((await pauseTree(attempt, 'freeze')) ? null : STILL),
  resume: async (attempt) => unpauseTree(attempt).then(() => null),
} satisfies Executor & Record<'sweep' | 'end', (attempt: AttemptSpec) => Promise<LocalEnding>>;

const STILL: WhyNot = {
  name: 'local',
  left: null,
  message: 'Not every process of the attempt could be stopped yet',
};

const listed = (attempt: AttemptSpec): Listing => ({ alive: listTree(attempt).map(taskOf) });

const taskOf = ({ pid, state }: ReturnType<typeof listTree>[number]): LiveTask => ({
  native_id: String(pid),
  phase: state === 'T' ? 'stopped' : 'running',
  state,
});

async function proven(
  attempt: AttemptSpec,
  terminate: (attempt: AttemptSpec) => Promise<TerminationReport>,
): Promise<LocalEnding> {
  const asked_at = new Date().toISOString();
  const report = await terminate(attempt);
  const { survivors, processes_ended } = report;
  return {
    ...NAMES,
    isAsked: true,
    ended: [],
    ended_count: processes_ended,
    asked_at,
    report,
    left: { alive: survivors.map((pid) => ({ native_id: String(pid), phase: 'running', state: 'alive' })) },
    proven_at: survivors.length === 0 ? new Date().toISOString() : null,
  };
}
