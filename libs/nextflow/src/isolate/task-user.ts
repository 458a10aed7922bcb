import { spawnSync } from 'node:child_process';

/** An account of this machine, from `getent passwd`. */
export interface TaskUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** @throws Error if there is no such user, or if it is root */
export function readTaskUser(name: string): TaskUser {
  const { stdout, status, error } = spawnSync('getent', ['passwd', name], { encoding: 'utf8' });
  const [account = '', , uid, gid, , home = '/'] = (error ? '' : stdout).trim().split(':');
  if (status !== 0 || !uid || !gid) throw new Error(`there is no user ${name} on this machine`);
  if (Number(uid) === 0) throw new Error(`the user ${name} is root`);
  return { name: account, uid: Number(uid), gid: Number(gid), home };
}

/** Returns the prefix that runs a command as the user, with the user's system groups. */
export const asUser = ({ uid, gid }: TaskUser): string[] => [
  'setpriv',
  ...[`--reuid=${uid}`, `--regid=${gid}`, '--init-groups', '--inh-caps=-all'],
];
