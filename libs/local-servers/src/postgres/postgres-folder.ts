import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canEnter, type Account } from '../process/account.ts';

/**
 * Where the cluster of a data folder lies: in it, which others can pass through where the owner is root; or, where a folder above it shuts that user out, in a shared place, to which a file in the data folder
 * points. Nothing there is ever removed: a data folder that was moved still points to its cluster.
 * @throws Error where the cluster that it points to is gone
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
  writeFileSync(`${folder}.owner`, `${dataFolder}\n`, { mode: 0o600 });
  writeFileSync(pointer, `${folder}\n`, { mode: 0o600 });
  return folder;
}
