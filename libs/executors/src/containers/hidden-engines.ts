import { engineOf, usedEngines, type UsedEngine } from '@reprise/nextflow';
import { isSeen } from './is-seen.ts';

const ENGINES: readonly UsedEngine[] = [false, true].flatMap((bySudo) => [
  { name: 'docker', bySudo },
  { name: 'podman', bySudo },
]);

/** Whether an engine's containers are missing from the process table. */
export type IsHidden = (engine: UsedEngine) => boolean;

export const isHiddenHere: IsHidden = (engine) => !isSeen(engine, process.env);

/** Returns the engines of a work dir that must be queried. Reads no wrapper if all engines are visible. */
export const hiddenEngines = async (workRoot: string, isHidden: IsHidden): Promise<UsedEngine[]> =>
  ENGINES.some(isHidden) ? (await usedEngines(workRoot)).filter(isHidden) : [];

/** Returns the engine to query for a task's container; null if there is none, or if its containers are visible. */
export async function askedEngineOf(taskDir: string): Promise<UsedEngine['name'] | null> {
  const engine = ENGINES.some(isHiddenHere) ? await engineOf(taskDir) : null;
  return engine && isHiddenHere(engine) ? engine.name : null;
}
