import { lstat, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Links the files and folders that a script expects beside it into the launch folder; links of an earlier attempt are
 * replaced.
 * @param files name in the folder -> absolute path
 * @throws Error a file that is no link is in the way
 */
export async function linkLaunchFiles(launchDir: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, target] of Object.entries(files)) {
    const link = join(launchDir, name);
    if ((await lstat(link).catch(() => null))?.isSymbolicLink()) await unlink(link);
    await symlink(target, link);
  }
}
