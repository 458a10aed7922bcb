import { engineOf, usedEngines, type UsedEngine } from '@reprise/nextflow';
import { isSeen } from './is-seen.ts';

const ENGINES: readonly UsedEngine[] = [false, true].flatMap((bySudo) => [
  { name: 'docker', bySudo },
  { name: 'podman', bySudo },
]);

/** Whether the process table does not show the containers of an engine. */
export type IsHidden = (engine: UsedEngine) => boolean;

export const isHiddenHere: IsHidden = (engine) => !isSeen(engine, process.env);

/** Returns the engines of a folder of work dirs that have to be asked. Where every engine is seen, no wrapper is read. */
export const hiddenEngines = async (workRoot: string, isHidden: IsHidden): Promise<UsedEngine[]> =>
  ENGINES.some(isHidden) ? (await usedEngines(workRoot)).filter(isHidden) : [];

/** Returns the name of the engine that is asked for the container of a task; null where there is none, or it is seen. */
export async function askedEngineOf(taskDir: string): Promise<UsedEngine['name'] | null> {
  const engine = ENGINES.some(isHiddenHere) ? await engineOf(taskDir) : null;
  return engine && isHiddenHere(engine) ? engine.name : null;
}
