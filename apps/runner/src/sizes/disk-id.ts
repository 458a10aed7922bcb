import { readFile, realpath } from 'node:fs/promises';
import { sep } from 'node:path';

/** Network file systems, whose source has the same name on all machines. */
const SHARED = /^(?:nfs4?|cifs|smb3|lustre|ceph|glusterfs|beegfs|gpfs|fuse\.(?:glusterfs|ceph|beegfs))$/;

/**
 * Returns the id of a folder's file system. Storages on the same file system share its free space. For a network file
 * system, the id is the same on all machines. Null if unknown.
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

/**
 * @param mounts in the format of `/proc/self/mountinfo`. Source: proc_pid_mountinfo(5)
 * @param boot boot id of the running kernel
 */
export function diskIdIn(mounts: string, path: string, boot: string): string | null {
  const over = mounts.split('\n').flatMap((line) => {
    const [place = '', kind = ''] = line.split(' - ');
    const [, , device = '', , point = ''] = place.split(' ');
    const [type = '', source = ''] = kind.split(' ');
    const at = unescaped(point);
    const isOver = at !== '' && (path === at || path.startsWith(at.endsWith(sep) ? at : `${at}${sep}`));
    return isOver ? [{ at, id: SHARED.test(type) ? `${type}:${unescaped(source)}` : `${boot}:${device}` }] : [];
  });
  // Of several mounts on one folder, the last one is on top.
  return (
    over.reduce<(typeof over)[0] | null>((top, each) => (top && each.at.length < top.at.length ? top : each), null)
      ?.id ?? null
  );
}

/** Decodes spaces and similar characters, which are escaped in octal. */
const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));
