import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@reprise/event-log';

/** Who this runner is, and which storage it holds: both are files in the data root, so that they outlive it. */
export interface Identity {
  readonly runner_id: string;
  readonly storage_id: string;
}

export function readRunnerIdentity(dataDir: string): Identity {
  mkdirSync(dataDir, { recursive: true });
  return { runner_id: kept(join(dataDir, 'runner.id')), storage_id: kept(join(dataDir, 'storage.id')) };
}

function kept(file: string): string {
  try {
    writeFileSync(file, `${newId()}\n`, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
