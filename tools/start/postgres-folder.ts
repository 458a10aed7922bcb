import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canEnter, type Account } from '../servers/postgres-account.ts';

/**
 * Where the cluster of a data folder lies: in it, which for Postgres' own user is opened to its group, for passing
 * through alone; or, where a folder above it shuts that user out, in a shared place, to which a file in the data folder
 * points. What an earlier data folder of the same name left there is removed.
 */
export function postgresFolder(dataFolder: string, account: Account | undefined, shared = '/var/lib/reprise'): string {
  const inside = join(dataFolder, 'postgres');
  if (account === undefined) return inside;
  chownSync(dataFolder, 0, account.gid);
  chmodSync(dataFolder, 0o710);
  return canEnter(account, dataFolder) ? inside : outside(dataFolder, shared);
}

function outside(dataFolder: string, shared: string): string {
  const clusters = join(shared, 'clusters');
  mkdirSync(clusters, { recursive: true });
  for (const folder of [shared, clusters]) chmodSync(folder, 0o711);
  const pointer = join(dataFolder, 'postgres.folder');
  const known = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined;
  const folder = known ?? join(clusters, randomBytes(8).toString('hex'));
  for (const owner of readdirSync(clusters).filter((file) => file.endsWith('.owner'))) {
    const cluster = join(clusters, owner.replace(/\.owner$/, ''));
    if (cluster === folder || readFileSync(join(clusters, owner), 'utf8').trim() !== dataFolder) continue;
    rmSync(cluster, { recursive: true, force: true });
    rmSync(join(clusters, owner));
  }
  writeFileSync(`${folder}.owner`, `${dataFolder}\n`, { mode: 0o600 });
  writeFileSync(pointer, `${folder}\n`, { mode: 0o600 });
  return folder;
}
