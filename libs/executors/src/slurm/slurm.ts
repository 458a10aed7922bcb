import type { Scheduler } from '../scheduler.ts';
import { rememberAnswer } from '../remember-answer.ts';
import { inParts } from '../in-parts.ts';
import { listSlurmJobs, printSlurmJobs } from './list-slurm-jobs.ts';
import { runTool } from './run-tool.ts';

/** Slurm, queried with its own tools, which must be on the PATH of the runner. */
export function slurm(env: NodeJS.ProcessEnv = process.env): Scheduler {
  const run = (tool: string, args: readonly string[], ids: readonly string[], isList: boolean) =>
    inParts(ids, (some) => runTool(tool, [...args, ...(isList ? [some.join(',')] : some)], env));
  const print = rememberAnswer(() => printSlurmJobs(env));
  return {
    name: 'slurm',
    label: 'Slurm',
    probe: ['sinfo', '--noheader', '--format=%P'],
    // The controller answers from memory and handles requests in order.
    apartMs: 300,
    list: ({ workRoot }, oldMs) => listSlurmJobs(workRoot ?? '', () => print(oldMs)),
    /** Slurm sends TERM, and KILL after the `KillWait` of the cluster. */
    cancel: (ids) => run('scancel', [], ids, false),
    // A hold by the user. As root, `hold` would set an administrator's hold, which the owner could not release.
    hold: (ids) => run('scontrol', ['uhold'], ids, true),
    release: (ids) => run('scontrol', ['release'], ids, true),
    // `--full`: signals the script and all its children. `scontrol suspend` requires administrator rights.
    stop: (ids) => run('scancel', ['--full', '--signal=STOP'], ids, false),
    resume: (ids) => run('scancel', ['--full', '--signal=CONT'], ids, false),
  };
}
