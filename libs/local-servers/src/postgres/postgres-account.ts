import { spawnSync } from 'node:child_process';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account that Postgres runs as: undefined for the caller's own, or, since Postgres refuses to run as root, that of
 * the system's user `postgres`, made where there is none. @throws Error where it cannot be made
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return lookUp() ?? makeUser();
}

/** Whether the account can enter a folder; every folder above it counts too. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (account === undefined) return true;
  return spawnSync('test', ['-x', folder], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0;
}

function lookUp(): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function makeUser(): Account {
  spawnSync('groupadd', ['--system', 'postgres']);
  const result = spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'], {
    encoding: 'utf8',
  });
  const account = lookUp();
  if (account !== undefined) return account;
  throw new Error(
    `Postgres does not run as root, and a user "postgres" could not be made (${result.stderr.trim()}): make it, or set DATABASE_URL to a running server.`,
  );
}
