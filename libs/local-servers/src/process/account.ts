import { spawnSync } from 'node:child_process';

/** User and group of a process. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Returns the account of a system user. It is created if missing, which requires root.
 * @param home its home folder, which is created too; without it, the user has none
 * @throws Error with the reason if it cannot be created
 */
export function ensureAccount(name: string, home?: string): Account {
  return lookUp(name) ?? makeUser(name, home);
}

/** Whether the account can enter a folder, including all parent folders. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (account === undefined) return true;
  return spawnSync('test', ['-x', folder], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0;
}

function lookUp(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function makeUser(name: string, home: string | undefined): Account {
  spawnSync('groupadd', ['--system', name]);
  const withHome = home === undefined ? ['--no-create-home'] : ['--create-home', '--home-dir', home];
  const result = spawnSync('useradd', ['--system', '--gid', name, ...withHome, name], { encoding: 'utf8' });
  const account = lookUp(name);
  if (account !== undefined) return account;
  throw new Error((result.error?.message ?? result.stderr).trim());
}
