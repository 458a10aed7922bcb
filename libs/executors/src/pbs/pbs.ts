import { askTool } from '../ask-tool.ts';
import { inParts } from '../in-parts.ts';
import type { Scheduler } from '../scheduler.ts';
import { listPbsJobs } from './list-pbs-jobs.ts';

const LABELS = { pbs: 'PBS', pbspro: 'PBS Pro' } as const;

/**
 * PBS by Nextflow's name of it: `pbs` is Torque and its kin, `pbspro` PBS Pro and OpenPBS. Asked by their own tools, which
 * have to be on the PATH of the runner.
 */
export function pbs(
  name: keyof typeof LABELS,
  env: NodeJS.ProcessEnv = process.env,
  asksAsRoot: boolean = process.getuid?.() === 0,
  withinMs?: number,
): Scheduler {
  const run = (tool: string, ids: readonly string[]) => inParts(ids, (some) => askTool(tool, some, env, withinMs));
  // A hold takes arrays, not their tasks. Source: qhold(1B) of OpenPBS 23
  const arrays = (ids: readonly string[]) =>
    name === 'pbspro' ? [...new Set(ids.map((id) => id.replace(/\[\d+\]/, '[]')))] : ids;
  return {
    name,
    label: LABELS[name],
    list: ({ workRoot }) => listPbsJobs(workRoot, (...args) => askTool('qstat', args, env, withinMs), { asksAsRoot }),
    /** TERM, and KILL after the `kill_delay` of its queue. */
    cancel: (ids) => run('qdel', ids),
    hold: (ids) => run('qhold', arrays(ids)),
    release: (ids) => run('qrls', arrays(ids)),
    // To suspend a job is for operators, and a signal of its owner changes no state that qstat shows.
    stop: () => Promise.reject(new Error(`${LABELS[name]} stops no job that runs: they come to their end`)),
    resume: () => Promise.resolve(),
  };
}
