import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { taskDirs } from '../files/task-dirs.ts';
import { readWrapper } from './read-wrapper.ts';

/** Engine whose daemon, or whose monitor, holds the processes of containers: they are no children of their task. */
export interface UsedEngine {
  readonly name: 'docker' | 'podman';
  /** Whether tasks call it by `sudo`. */
  readonly bySudo: boolean;
}

const READ_AT_ONCE = 32;

/** Returns the engine in whose container a task runs beside Nextflow; null where it runs in none. */
export async function engineOf(taskDir: string): Promise<UsedEngine | null> {
  const { tool, bySudo, scheduler } = await readWrapper(taskDir);
  return scheduler === null && (tool === 'docker' || tool === 'podman') ? { name: tool, bySudo } : null;
}

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
