import { askTool } from '../ask-tool.ts';
import { inParts } from '../in-parts.ts';
import type { Scheduler } from '../scheduler.ts';
import { listLsfJobs } from './list-lsf-jobs.ts';

/** Defaults of a user which would change the words of LSF, or print its answer in another form. */
const MISLEADING = /^LSB_(?:BJOBS_\w+|JOBID_DISP_LENGTH)$/;

/** LSF, asked by its own tools: they have to be on the PATH of the runner. */
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
    // Longer than a child of mbatchd answers by what it knew when it began. Source: lsb.params(5), MBD_REFRESH_TIME
    apartMs: 11_000,
    list: ({ workRoot }) =>
      listLsfJobs(workRoot, (tool, ...args) => askTool(tool, args, plain, withinMs), { asksAsRoot }),
    /** INT, TERM, and KILL, each after the `JOB_TERMINATE_INTERVAL` of the cluster. */
    cancel: (ids) => run('bkill', ids),
    // One command for both: what waits is held, what runs is stopped.
    hold: (ids) => run('bstop', ids),
    release: (ids) => run('bresume', ids),
    stop: (ids) => run('bstop', ids),
    resume: (ids) => run('bresume', ids),
  };
}
