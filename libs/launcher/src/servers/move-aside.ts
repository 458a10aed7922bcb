import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { postgresAccount, postgresFolder, takeDataFolder } from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import { stopLeftovers } from '../services/leftovers.ts';
import { ProcessRecords } from '../services/process-records.ts';
import type { Settings } from '../settings.ts';

/** Moves the files of the embedded Postgres aside, so that the next start makes an empty one. @throws DataFolderInUseError */
export function moveDatabaseAside(settings: Settings, say: Say): Promise<void> {
  if (settings.DATABASE_URL)
    throw new Error('DATABASE_URL is set: make an empty database there, and run npm run rebuild.');
  return moveAside(settings, (data) => join(postgresFolder(data, postgresAccount()), 'data'), say);
}

/** Moves the store of the embedded nats-server aside, so that the next start makes an empty log. @throws DataFolderInUseError */
export function moveStoreAside(settings: Settings, say: Say): Promise<void> {
  if (settings.NATS_URL) throw new Error('NATS_URL is set: remove the stream there, and run npm run reseed.');
  return moveAside(settings, (data) => join(data, 'nats', 'store'), say);
}

async function moveAside(settings: Settings, folderIn: (data: string) => string, say: Say): Promise<void> {
  const data = settings.REPRISE_DATA_DIR;
  if (!existsSync(data)) throw new Error(`There is no data folder ${data}: set REPRISE_DATA_DIR.`);
  const release = takeDataFolder(data);
  try {
    await stopLeftovers(new ProcessRecords(data), say);
    const folder = folderIn(data);
    if (!existsSync(folder)) return;
    const aside = `${folder}.damaged-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
    renameSync(folder, aside);
    say(`Moved ${folder} to ${aside}; delete it when all is well again.`);
  } finally {
    release();
  }
}
