import { realpathSync } from 'node:fs';
import type { StartedWith } from './process-table.ts';
import { maySignal } from './signal.ts';

/** Set by Nextflow for each task, and handed to its container since 24.04. Source: `command-run.txt` of Nextflow. */
const WORK_DIR = 'NXF_TASK_WORKDIR=';
const SHELL = /(?:^|\/)(?:ba|da|a|k|z)?sh$/;
/** Scripts of a task in its work dir, of which a container runs one. */
const SCRIPT = /\/\.command\.(?:run|sh)\b/;

/**
 * Whether a process is of a task whose work dir is in one of these folders. Processes of a container belong to their engine,
 * not to Nextflow: its work dir is their only tie to it. Older releases, and tasks with a `scratch` dir, show it in the
 * arguments of the container's first shell only. Those of an engine that this process may not signal do not count: only their
 * engine can end them.
 */
export function isTaskIn(pid: number, { environment, args }: StartedWith, folders: readonly string[]): boolean {
  if (folders.length === 0) return false;
  const inFolder = (text: string) => folders.some((folder) => text.includes(`${folder}/`));
  const workDir = environment.find((entry) => entry.startsWith(WORK_DIR))?.slice(WORK_DIR.length);
  if (workDir !== undefined && folders.some((folder) => workDir.startsWith(`${folder}/`))) return maySignal(pid);
  const [program = '', ...rest] = args;
  return SHELL.test(program) && rest.some((each) => inFolder(each) && SCRIPT.test(each)) && maySignal(pid);
}

/** A folder of work dirs by all its names that tasks can show; none where it is no folder of this machine. */
export function namesOf(workRoot: string | undefined): readonly string[] {
  if (!workRoot?.startsWith('/')) return [];
  try {
    return [...new Set([workRoot, realpathSync(workRoot)])];
  } catch {
    return [workRoot];
  }
}
