import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from '../files/read-text.ts';
import { taskDirs } from '../files/task-dirs.ts';

/** Engine whose daemon, or whose monitor, holds the processes of containers: they are no children of their task. */
export interface UsedEngine {
  readonly name: 'docker' | 'podman';
  /** Whether tasks call it by `sudo`. */
  readonly bySudo: boolean;
}

const WRAPPER_BYTES = 64 * 1024;
const RUN = /^\s*(sudo )?(docker|podman) run /m;
/** Header of a wrapper that a batch scheduler runs: its containers are on another machine. */
const SCHEDULED = /^#(?:SBATCH|PBS|BSUB|\$) /m;
const READ_AT_ONCE = 32;

/** Program by which a wrapper starts a container. */
export type ContainerTool = 'docker' | 'podman' | 'apptainer' | 'singularity';
const EXEC = /^\s*(?:.* )?(apptainer|singularity) (?:exec|run) /m;

/** Returns the program that starts the container of a task, wherever that runs; null where it has none. */
export async function containerToolOf(taskDir: string): Promise<ContainerTool | null> {
  const wrapper = await wrapperIn(taskDir);
  return ((RUN.exec(wrapper)?.[2] ?? EXEC.exec(wrapper)?.[1]) as ContainerTool | undefined) ?? null;
}

/** Returns the engine in whose container a task runs beside Nextflow; null where it runs in none. */
export async function engineOf(taskDir: string): Promise<UsedEngine | null> {
  const wrapper = await wrapperIn(taskDir);
  const [, sudo, name] = (!SCHEDULED.test(wrapper) && RUN.exec(wrapper)) || [];
  return name === undefined ? null : { name: name as UsedEngine['name'], bySudo: sudo !== undefined };
}

const wrapperIn = async (taskDir: string): Promise<string> =>
  (await readText(join(taskDir, '.command.run'), 0, WRAPPER_BYTES).catch(() => null))?.text ?? '';

/** Returns the engines of the tasks in a work dir, or in a folder of work dirs. */
export async function usedEngines(workRoot: string): Promise<UsedEngine[]> {
  const found = new Map<string, UsedEngine>();
  for (const workDir of [workRoot, ...(await workDirsIn(workRoot))]) {
    const dirs = await taskDirs(workDir);
    for (let from = 0; from < dirs.length; from += READ_AT_ONCE)
      for (const engine of await Promise.all(dirs.slice(from, from + READ_AT_ONCE).map(engineOf)))
        if (engine) found.set(`${engine.name} ${String(engine.bySudo)}`, engine);
  }
  return [...found.values()];
}

/** Work dirs of attempts, by their numbers. */
async function workDirsIn(workRoot: string): Promise<string[]> {
  const names = await readdir(workRoot).catch(() => []);
  // One of two digits can also be the first part of a hash, which has folders of another form in it.
  return names.filter((name) => /^[1-9]\d*$/.test(name)).map((name) => join(workRoot, name));
}
