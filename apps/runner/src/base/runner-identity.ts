import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunnerId } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import { makeOnce } from '@reprise/secret-files';

/** Ids of this runner and its storage. They are files in the data root, which outlive the process. */
export interface RunnerIdentity {
  readonly runner_id: string;
  readonly storage_id: string;
}

/**
 * @param given configured runner id
 * @throws Error if the data root belongs to another runner, or if the id is invalid
 */
export function readRunnerIdentity(dataDir: string, given?: string): RunnerIdentity {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'runner.id');
  const runner_id = readOrCreateId(file, given ?? newId());
  if (given !== undefined && given !== runner_id)
    throw new Error(
      `REPRISE_RUNNER_ID is ${given}, but ${file} says ${runner_id}: set it to that, with a login for it, or give this runner its own data dir.`,
    );
  const { success, error } = RunnerId.safeParse(runner_id);
  if (!success) throw new Error(`The runner id "${runner_id}" in ${file} ${error.issues[0]!.message}.`);
  return { runner_id, storage_id: readOrCreateId(join(dataDir, 'storage.id'), newId()) };
}

function readOrCreateId(file: string, id: string): string {
  makeOnce(file, () => `${id}\n`);
  return readFileSync(file, 'utf8').trim();
}
