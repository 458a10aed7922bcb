import { chmod, lchown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Changes the owner of a path and its content recursively; does not follow links. The path itself comes last, so that
 * its owner shows that the change is complete. Files with several hard links keep their owner, because they may be
 * inputs.
 */
export async function handOver(path: string, owner: Owner): Promise<void> {
  const found = await lstat(path).catch(ifAbsent(null));
  if (!found || found.uid === owner.uid) return;
  if (found.isDirectory()) {
    for (const name of await readdir(path)) await handOver(join(path, name), owner);
    await chmod(path, (found.mode & 0o777) | 0o700);
  } else if (found.isFile() && found.nlink > 1) return;
  await lchown(path, owner.uid, owner.gid);
}
