import { lstat, symlink, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { clearPaths, inFolder } from '@reprise/nextflow';

/**
 * Links the files and folders that a script expects next to itself into the launch dir. Replaces the links of an
 * earlier attempt.
 * @param files maps a name in the folder to an absolute path
 * @throws Error if a regular file is in the way, or if the folder was replaced with a link
 */
export async function linkLaunchFiles(launchDir: string, files: Readonly<Record<string, string>>): Promise<void> {
  await inFolder(dirname(launchDir), basename(launchDir), async (place) => {
    for (const [name, target] of Object.entries(files)) {
      const link = `${place}/${name}`;
      if ((await lstat(link).catch(() => null))?.isSymbolicLink()) await unlink(link);
      await symlink(target, link);
    }
  });
}

/**
 * Writes a job's samplesheet into the launch dir. Replaces whatever an earlier run left under that name.
 * @throws Error if the earlier file cannot be removed
 */
export async function writeSheet(launchDir: string, { name, text }: { name: string; text: string }): Promise<void> {
  const path = join(launchDir, name);
  // A run could have created a folder there, or a link that would redirect this write.
  const cleared = await clearPaths([path], launchDir);
  if (cleared.status === 'failed') throw new Error(`${cleared.path} cannot be removed: ${cleared.reason}`);
  await writeFile(path, text, { flag: 'wx' });
}
