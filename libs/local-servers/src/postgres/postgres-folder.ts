import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '@reprise/secret-files';
import { canEnter, type Account } from '../process/account.ts';

/**
 * Returns the folder of a data dir's cluster: inside of the data dir, or in a shared folder if the account of Postgres
 * cannot enter the data dir. A file in the data dir then names the cluster. Clusters in the shared folder are never
 * removed, because a data dir that was moved still points to its cluster.
 * @throws Error if the cluster that it points to is missing
 */
export function postgresFolder(dataFolder: string, account: Account | undefined, shared = '/var/lib/reprise'): string {
  const inside = join(dataFolder, 'postgres');
  if (account === undefined) return inside;
  return canEnter(account, dataFolder) ? inside : outside(dataFolder, shared);
}

function outside(dataFolder: string, shared: string): string {
  const clusters = join(shared, 'clusters');
  mkdirSync(clusters, { recursive: true });
  for (const folder of [shared, clusters]) chmodSync(folder, 0o711);
  const pointer = join(dataFolder, 'postgres.folder');
  const known = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined;
  if (known !== undefined && !existsSync(known))
    throw new Error(
      `The database of ${dataFolder} is not in ${known}: put it back, or delete ${pointer} to begin with an empty one: its tables are filled from the log, but people, roles and tokens are lost (docs/access.md#back-up).`,
    );
  const folder = known ?? join(clusters, randomBytes(8).toString('hex'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeDurably(`${folder}.owner`, `${dataFolder}\n`);
  writeDurably(pointer, `${folder}\n`);
  return folder;
}
