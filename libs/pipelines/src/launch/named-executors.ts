import { blocks } from '../schema/pipeline-config.ts';
import { isSet } from './is-set.ts';

/** `executor = 'slurm'`, `process.executor = "slurm"`, and the directive `executor 'slurm'`. */
const EXECUTOR = /\bexecutor(?:\.name)?(?:\s*=\s*|[ \t(]+)(['"])([\w-]+)\1/g;
const NAME = /(?:^|[\s;])name\s*=\s*(['"])([\w-]+)\1/g;

/** Returns the executors that a run's config or script names, except for `local`. */
export const namedExecutors = (code: string): string[] => everyExecutor(code).filter((name) => name !== 'local');

/** Whether a run's config or script also names `local`, such as a profile for a single machine. */
export const namesLocal = (code: string): boolean => everyExecutor(code).includes('local');

function everyExecutor(code: string): string[] {
  const texts = [...code.matchAll(EXECUTOR), ...blocks(code, 'executor').flatMap((block) => [...block.matchAll(NAME)])];
  return [...new Set(texts.map(([, , name = '']) => name.toLowerCase()))];
}

const ENGINES = ['docker', 'podman', 'apptainer', 'singularity'] as const;
/** Directives with which tasks may get an engine that is not on the runner's PATH. */
const SETS_UP_TASKS = /\b(?:beforeScript|module)\s*[=('"]/;

/**
 * Returns the container engines that a run's tasks use on the runner's machine, as far as its config shows. None if it
 * names an executor, because containers then run on other machines, and none with both values or with `sudo`.
 */
export function enabledEngines(code: string): string[] {
  if (namedExecutors(code).length > 0 || SETS_UP_TASKS.test(code)) return [];
  const has = (engine: string, option: string, value: boolean) => isSet(code, { scope: [engine], option, value });
  return ENGINES.filter(
    (engine) => has(engine, 'enabled', true) && !has(engine, 'enabled', false) && !has(engine, 'sudo', true),
  );
}
