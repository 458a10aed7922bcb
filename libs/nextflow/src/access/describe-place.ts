import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { ClosedPlace } from './access-problem.ts';

/** Adds the owner and the permissions. */
export async function describePlace(place: Pick<ClosedPlace, 'path' | 'use'>): Promise<ClosedPlace> {
  const found = await stat(place.path).catch(() => null);
  if (!found) return { ...place, owner: null, mode: null };
  return { ...place, owner: await nameOf(found.uid), mode: (found.mode & 0o7777).toString(8).padStart(3, '0') };
}

/** Looks up the name with `getent`, which also knows the users of a directory service. */
const nameOf = (uid: number): Promise<string> =>
  promisify(execFile)('getent', ['passwd', String(uid)]).then(
    ({ stdout }) => stdout.split(':')[0] || String(uid),
    () => String(uid),
  );
