import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { postgresAccount, postgresFolder, takeDataFolder } from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import { stopLeftovers } from '../services/leftovers.ts';
import { ServiceLocks } from '../services/service-locks.ts';
import type { LauncherSettings } from '../settings.ts';
import { ACCOUNTS_ARE_NOT_IN_THE_LOG, HOW_ACCOUNTS_COME_BACK } from './about-accounts.ts';

interface DatabaseMove {
  /** Called first if there are such files; throws to keep them. */
  readonly confirm?: () => Promise<void>;
  /** Whether the caller loads accounts into the new database. */
  readonly hasAccounts: boolean;
}

/**
 * Moves the files of the embedded Postgres aside, so that the next start creates an empty one, without accounts.
 * @throws DataFolderInUseError
 */
export function moveDatabaseAside(
  settings: LauncherSettings,
  say: Say,
  { confirm = () => Promise.resolve(), hasAccounts }: DatabaseMove,
): Promise<void> {
  if (settings.DATABASE_URL)
    throw new Error('DATABASE_URL is set: make an empty database there, and run npm run rebuild.');
  return moveAside(settings, say, {
    folderIn: (data) => join(postgresFolder(data, postgresAccount()), 'data'),
    as: hasAccounts ? 'replaced' : 'damaged',
    confirm,
    advice: (aside) =>
      hasAccounts
        ? WHEN_ALL_IS_WELL
        : `${ACCOUNTS_ARE_NOT_IN_THE_LOG} They stay in ${aside}: keep it. ${HOW_ACCOUNTS_COME_BACK}`,
  });
}

/**
 * Moves the store of the embedded nats-server aside, so that the next start creates an empty log.
 * @throws DataFolderInUseError
 */
export function moveStoreAside(settings: LauncherSettings, say: Say): Promise<void> {
  if (settings.NATS_URL) throw new Error('NATS_URL is set: remove the stream there, and run npm run reseed.');
  return moveAside(settings, say, {
    folderIn: (data) => join(data, 'nats', 'store'),
    as: 'damaged',
    advice: () => WHEN_ALL_IS_WELL,
  });
}

const WHEN_ALL_IS_WELL = 'Delete it when all is well.';

interface Move {
  /** In the new name of the folder. */
  readonly as: 'damaged' | 'replaced';
  readonly folderIn: (data: string) => string;
  readonly confirm?: () => Promise<void>;
  /** Sentences about the folder that was moved. */
  readonly advice: (aside: string) => string;
}

async function moveAside(settings: LauncherSettings, say: Say, { folderIn, as, confirm, advice }: Move): Promise<void> {
  const data = settings.REPRISE_DATA_DIR;
  if (!existsSync(data)) throw new Error(`There is no data folder ${data}: set REPRISE_DATA_DIR.`);
  const release = takeDataFolder(data);
  try {
    const folder = folderIn(data);
    if (!existsSync(folder)) return;
    await confirm?.();
    await stopLeftovers(new ServiceLocks(data), say);
    const aside = `${folder}.${as}-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
    renameSync(folder, aside);
    say(`Moved ${folder} to ${aside}.`);
    say(advice(aside));
  } finally {
    release();
  }
}
