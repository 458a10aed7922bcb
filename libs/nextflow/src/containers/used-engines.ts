import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { taskDirs } from '../files/task-dirs.ts';
import { readWrapper } from './read-wrapper.ts';

/** Engine whose daemon or monitor is the parent of container processes, so that they are not children of their task. */
export interface UsedEngine {
  readonly name: 'docker' | 'podman';
  /** Whether tasks use it through `sudo`. */
  readonly bySudo: boolean;
}

const READ_AT_ONCE = 32;

/** Returns the engine of a task's container on Nextflow's machine; null if there is no such container. */
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

/** Work dirs of attempts, by number. */
async function workDirsIn(workRoot: string): Promise<string[]> {
  const names = await readdir(workRoot).catch(() => []);
  // A folder with a two-digit name can also be the first part of a hash. Such a folder contains folders with a
  // different kind of name.
  return names.filter((name) => /^[1-9]\d*$/.test(name)).map((name) => join(workRoot, name));
}
