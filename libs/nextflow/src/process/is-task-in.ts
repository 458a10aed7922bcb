import { realpathSync } from 'node:fs';
import type { StartedWith } from './process-table.ts';
import { maySignal } from './signal.ts';

/** Set by Nextflow for each task. Passed to its container since 24.04. Source: `command-run.txt` of Nextflow. */
const WORK_DIR = 'NXF_TASK_WORKDIR=';
const SHELL = /(?:^|\/)(?:ba|da|a|k|z)?sh$/;
/** Scripts of a task in its work dir. One of them runs in the container. */
const SCRIPT = /\/\.command\.(?:run|sh)\b/;

/**
 * Whether a process belongs to a task with a work dir in one of these folders. Container processes belong to their
 * engine, and the work dir is their only link to Nextflow. In older releases, and for tasks with a `scratch` dir, the
 * work dir is only in the arguments of the container's first shell. Processes that this process may not signal do not
 * count, because only their engine can end them.
 */
export function isTaskIn(pid: number, { environment, args }: StartedWith, folders: readonly string[]): boolean {
  if (folders.length === 0) return false;
  const inFolder = (text: string) => folders.some((folder) => text.includes(`${folder}/`));
  const workDir = environment.find((entry) => entry.startsWith(WORK_DIR))?.slice(WORK_DIR.length);
  if (workDir !== undefined && folders.some((folder) => workDir.startsWith(`${folder}/`))) return maySignal(pid);
  const [program = '', ...rest] = args;
  return SHELL.test(program) && rest.some((each) => inFolder(each) && SCRIPT.test(each)) && maySignal(pid);
}

/** All names of a folder of work dirs that tasks can show; empty if it is not a local folder. */
export function namesOf(workRoot: string | undefined): readonly string[] {
  if (!workRoot?.startsWith('/')) return [];
  try {
    return [...new Set([workRoot, realpathSync(workRoot)])];
  } catch {
    return [workRoot];
  }
}
