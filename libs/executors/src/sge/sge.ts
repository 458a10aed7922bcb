import { askTool } from '../ask-tool.ts';
import { inParts } from '../in-parts.ts';
import type { Scheduler } from '../scheduler.ts';
import { listSgeJobs } from './list-sge-jobs.ts';

/** SGE, queried with its own tools, which must be on the PATH of the runner. */
export function sge(env: NodeJS.ProcessEnv = process.env): Scheduler {
  const run = (tool: string, ids: readonly string[]) => inParts(ids, (some) => askTool(tool, some, env));
  return {
    name: 'sge',
    label: 'SGE',
    // PBS has a qstat, too.
    probe: ['qconf', '-sh'],
    list: ({ workRoot }) => listSgeJobs(workRoot ?? '', env),
    /** SGE sends USR2, on which Nextflow's wrapper ends its task, and KILL after the `notify` time of the queue. */
    cancel: (ids) => run('qdel', ids),
    hold: (ids) => run('qhold', ids),
    release: (ids) => run('qrls', ids),
    // Nextflow submits with `-notify`: qmod reports a job as suspended at once, although the job stops a minute later.
    stop: () => Promise.reject(new Error('SGE stops no job that runs: they come to their end')),
    resume: () => Promise.resolve(),
  };
}
