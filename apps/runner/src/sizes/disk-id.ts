import { readFile, realpath } from 'node:fs/promises';
import { sep } from 'node:path';

/** File systems that several machines mount: their source names them everywhere. */
const SHARED = /^(?:nfs4?|cifs|smb3|lustre|ceph|glusterfs|beegfs|gpfs|fuse\.(?:glusterfs|ceph|beegfs))$/;

/**
 * Returns the id of the file system with a folder: storages on one have the same free bytes. That of a shared file system is
 * the same on all machines. Null where it cannot be told.
 */
export async function diskId(folder: string): Promise<string | null> {
  try {
    const [path, mounts, boot] = await Promise.all([
      realpath(folder),
      readFile('/proc/self/mountinfo', 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    return diskIdIn(mounts, path, boot.trim());
  } catch {
    return null;
  }
}

/** @param mounts as in `/proc/self/mountinfo`. Source: proc_pid_mountinfo(5) @param boot id of the running kernel */
export function diskIdIn(mounts: string, path: string, boot: string): string | null {
  const over = mounts.split('\n').flatMap((line) => {
    const [place = '', kind = ''] = line.split(' - ');
    const [, , device = '', , point = ''] = place.split(' ');
    const [type = '', source = ''] = kind.split(' ');
    const at = unescaped(point);
    const isOver = at !== '' && (path === at || path.startsWith(at.endsWith(sep) ? at : `${at}${sep}`));
    return isOver ? [{ at, id: SHARED.test(type) ? `${type}:${unescaped(source)}` : `${boot}:${device}` }] : [];
  });
  // Of several on one folder, the last one is on top.
  return (
    over.reduce<(typeof over)[0] | null>((top, each) => (top && each.at.length < top.at.length ? top : each), null)
      ?.id ?? null
  );
}

/** Spaces and the like are octal. */
const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));
