import { askTool } from '../ask-tool.ts';
import { inParts } from '../in-parts.ts';
import type { Scheduler } from '../scheduler.ts';
import { listPbsJobs } from './list-pbs-jobs.ts';

const LABELS = { pbs: 'PBS', pbspro: 'PBS Pro' } as const;

/**
 * PBS under Nextflow's names: `pbs` is Torque and related systems, `pbspro` is PBS Pro and OpenPBS. Queried with their
 * own tools, which must be on the PATH of the runner.
 */
export function pbs(
  name: keyof typeof LABELS,
  env: NodeJS.ProcessEnv = process.env,
  asksAsRoot: boolean = process.getuid?.() === 0,
  withinMs?: number,
): Scheduler {
  const run = (tool: string, ids: readonly string[]) => inParts(ids, (some) => askTool(tool, some, env, withinMs));
  // A hold applies to arrays, not to their tasks. Source: qhold(1B) of OpenPBS 23
  const arrays = (ids: readonly string[]) =>
    name === 'pbspro' ? [...new Set(ids.map((id) => id.replace(/\[\d+\]/, '[]')))] : ids;
  return {
    name,
    label: LABELS[name],
    // Lists nodes that are down: the shortest query that is supported by Torque, PBS Pro and OpenPBS, but not by SGE.
    // Only one of the two names has a probe.
    ...(name === 'pbs' && { probe: ['pbsnodes', '-l'] as const }),
    list: ({ workRoot }) => listPbsJobs(workRoot, (...args) => askTool('qstat', args, env, withinMs), { asksAsRoot }),
    /** PBS sends TERM, and KILL after the `kill_delay` of the queue. */
    cancel: (ids) => run('qdel', ids),
    hold: (ids) => run('qhold', arrays(ids)),
    release: (ids) => run('qrls', arrays(ids)),
    // Only operators can suspend a job, and an owner's signal does not change the state in qstat.
    stop: () => Promise.reject(new Error(`${LABELS[name]} stops no job that runs: they come to their end`)),
    resume: () => Promise.resolve(),
  };
}
