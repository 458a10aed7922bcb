import { askTool } from '../ask-tool.ts';
import { inParts } from '../in-parts.ts';
import type { Scheduler } from '../scheduler.ts';
import { listLsfJobs } from './list-lsf-jobs.ts';

/** User defaults that would change the wording or format of LSF's output. */
const MISLEADING = /^LSB_(?:BJOBS_\w+|JOBID_DISP_LENGTH)$/;

/** LSF, queried with its own tools, which must be on the PATH of the runner. */
export function lsf(
  env: NodeJS.ProcessEnv = process.env,
  asksAsRoot: boolean = process.getuid?.() === 0,
  withinMs?: number,
): Scheduler {
  const plain = Object.fromEntries(Object.entries(env).filter(([name]) => !MISLEADING.test(name)));
  const run = (tool: string, ids: readonly string[]) => inParts(ids, (some) => askTool(tool, some, plain, withinMs));
  return {
    name: 'lsf',
    label: 'LSF',
    probe: ['lsid'],
    // Exceeds the time for which a child of mbatchd answers with outdated data. Source: lsb.params(5), MBD_REFRESH_TIME
    apartMs: 11_000,
    list: ({ workRoot }) =>
      listLsfJobs(workRoot, (tool, ...args) => askTool(tool, args, plain, withinMs), { asksAsRoot }),
    /** LSF sends INT, TERM and KILL, each after the `JOB_TERMINATE_INTERVAL` of the cluster. */
    cancel: (ids) => run('bkill', ids),
    // The same command holds waiting jobs and stops running ones.
    hold: (ids) => run('bstop', ids),
    release: (ids) => run('bresume', ids),
    stop: (ids) => run('bstop', ids),
    resume: (ids) => run('bresume', ids),
  };
}
