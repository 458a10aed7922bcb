import type { Scheduler } from '../scheduler.ts';
import { rememberAnswer } from '../remember-answer.ts';
import { listSlurmJobs, printSlurmJobs } from './list-slurm-jobs.ts';
import { runTool } from './run-tool.ts';

/** Slurm refuses very long lines of arguments, and answers a call of so many in a fraction of a second. */
const MOST_AT_ONCE = 100;

/** Slurm, asked by its own tools: they have to be on the PATH of the runner. */
export function slurm(env: NodeJS.ProcessEnv = process.env): Scheduler {
  const run = async (tool: string, args: readonly string[], ids: readonly string[], isList: boolean) => {
    let refused: Error | undefined;
    for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
      const some = ids.slice(from, from + MOST_AT_ONCE);
      const named = isList ? [some.join(',')] : some;
      await runTool(tool, [...args, ...named], env).catch((error: unknown) => (refused = error as Error));
    }
    if (refused) throw refused;
  };
  const print = rememberAnswer(() => printSlurmJobs(env));
  return {
    name: 'slurm',
    label: 'Slurm',
    list: ({ workRoot }, oldMs) => listSlurmJobs(workRoot ?? '', () => print(oldMs)),
    /** TERM, and KILL after the `KillWait` of the cluster. */
    cancel: (ids) => run('scancel', [], ids, false),
    // A hold of the user: one of an administrator, which `hold` makes where root asks, the owner could not release.
    hold: (ids) => run('scontrol', ['uhold'], ids, true),
    release: (ids) => run('scontrol', ['release'], ids, true),
    // `--full`: the script and all its children; `scontrol suspend` is for administrators.
    stop: (ids) => run('scancel', ['--full', '--signal=STOP'], ids, false),
    resume: (ids) => run('scancel', ['--full', '--signal=CONT'], ids, false),
  };
}
