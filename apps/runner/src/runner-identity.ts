import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@reprise/event-log';

/** Ids of this runner and of its storage: files in the data root, which outlive the process. */
export interface RunnerIdentity {
  readonly runner_id: string;
  readonly storage_id: string;
}

export function readRunnerIdentity(dataDir: string): RunnerIdentity {
  mkdirSync(dataDir, { recursive: true });
  return {
    runner_id: readOrCreateId(join(dataDir, 'runner.id')),
    storage_id: readOrCreateId(join(dataDir, 'storage.id')),
  };
}

function readOrCreateId(file: string): string {
  try {
    writeFileSync(file, `${newId()}\n`, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
