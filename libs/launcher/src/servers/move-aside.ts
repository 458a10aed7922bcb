import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { postgresAccount, postgresFolder, takeDataFolder } from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import { stopLeftovers } from '../services/leftovers.ts';
import { ServiceLocks } from '../services/service-locks.ts';
import type { LauncherSettings } from '../settings.ts';
import { ACCOUNTS_ARE_NOT_IN_THE_LOG, HOW_ACCOUNTS_COME_BACK } from './about-accounts.ts';

/**
 * Moves the files of the embedded Postgres aside, so that the next start creates an empty one, without accounts.
 * @param confirm called first if there are such files; throws to keep them
 * @throws DataFolderInUseError
 */
export function moveDatabaseAside(settings: LauncherSettings, say: Say, confirm: () => Promise<void>): Promise<void> {
  if (settings.DATABASE_URL)
    throw new Error('DATABASE_URL is set: make an empty database there, and run npm run rebuild.');
  return moveAside(settings, say, {
    folderIn: (data) => join(postgresFolder(data, postgresAccount()), 'data'),
    confirm,
    advice: (aside) => `${ACCOUNTS_ARE_NOT_IN_THE_LOG} They stay in ${aside}: keep it. ${HOW_ACCOUNTS_COME_BACK}`,
  });
}

/**
 * Moves the store of the embedded nats-server aside, so that the next start creates an empty log. @throws
 * DataFolderInUseError
 */
export function moveStoreAside(settings: LauncherSettings, say: Say): Promise<void> {
  if (settings.NATS_URL) throw new Error('NATS_URL is set: remove the stream there, and run npm run reseed.');
  return moveAside(settings, say, {
    folderIn: (data) => join(data, 'nats', 'store'),
    advice: (aside) => `Delete ${aside} when all is well again.`,
  });
}

interface Move {
  readonly folderIn: (data: string) => string;
  readonly confirm?: () => Promise<void>;
  /** Sentences about the folder that was moved. */
  readonly advice: (aside: string) => string;
}

async function moveAside(settings: LauncherSettings, say: Say, { folderIn, confirm, advice }: Move): Promise<void> {
  const data = settings.REPRISE_DATA_DIR;
  if (!existsSync(data)) throw new Error(`There is no data folder ${data}: set REPRISE_DATA_DIR.`);
  const release = takeDataFolder(data);
  try {
    const folder = folderIn(data);
    if (!existsSync(folder)) return;
    await confirm?.();
    await stopLeftovers(new ServiceLocks(data), say);
    const aside = `${folder}.damaged-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
    renameSync(folder, aside);
    say(`Moved ${folder} to ${aside}.`);
    say(advice(aside));
  } finally {
    release();
  }
}
