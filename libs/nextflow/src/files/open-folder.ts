import { constants, mkdir, open, realpath, rename, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** Opens a folder. @throws Error if it does not exist, or if a link is in its place */
export const openFolder = (path: string): Promise<FileHandle> =>
  open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);

/** Path of an open folder that remains valid after the folder is moved. Source: proc_pid_fd(5). */
export const placeOfFolder = ({ fd }: FileHandle): string => `/proc/self/fd/${fd}`;

/**
 * Calls `act` with a folder below `root`. The path is resolved one part at a time through open folders. If paths were
 * used, a task that concurrently replaces a folder with a link would redirect the action. `root` itself may be a link
 * that an operator created, and must be out of reach of tasks.
 * @param path below `root`; `.` is the root
 * @param options.make creates missing folders
 * @throws Error if a part of the path is missing or is a link
 */
export async function inFolder<T>(
  root: string,
  path: string,
  act: (place: string) => Promise<T>,
  { make = false }: { make?: boolean } = {},
): Promise<T> {
  let folder = await openFolder(await realpath(root));
  try {
    for (const name of path.split('/').filter((part) => part !== '' && part !== '.')) {
      const place = `${placeOfFolder(folder)}/${name}`;
      if (make) await mkdir(place).catch(ifThere);
      const inner = await openFolder(place);
      await folder.close();
      folder = inner;
    }
    return await act(placeOfFolder(folder));
  } finally {
    await folder.close();
  }
}

/** Moves `from` to `to`, both below `root`; parent folders of `to` are created. @throws Error as `inFolder` does */
export const moveBelow = (root: string, from: string, to: string): Promise<void> =>
  inFolder(root, dirname(from), (source) =>
    inFolder(root, dirname(to), (target) => rename(`${source}/${basename(from)}`, `${target}/${basename(to)}`), {
      make: true,
    }),
  );

function ifThere(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
