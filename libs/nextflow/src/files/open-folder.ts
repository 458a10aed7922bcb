import { constants, mkdir, open, realpath, rename, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** Opens a folder. @throws Error there is none, or a link in its place */
export const openFolder = (path: string): Promise<FileHandle> =>
  open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);

/** Path of an open folder, which stays its own wherever it is moved. Source: proc_pid_fd(5). */
export const placeOfFolder = ({ fd }: FileHandle): string => `/proc/self/fd/${fd}`;

/**
 * Acts in a folder below `root`, reached step by step through open folders: by its path, a task that puts a link in the
 * place of a folder meanwhile would have something done elsewhere. `root` itself may be a link of an operator, and must be
 * where no task can replace it.
 * @param path below `root`; `.` is the root
 * @param options.make makes what is missing on the way
 * @throws Error a part is missing, or a link
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

/** Moves what is at `from` to `to`, both below `root`; the folders of `to` are made. @throws Error as `inFolder` */
export const moveBelow = (root: string, from: string, to: string): Promise<void> =>
  inFolder(root, dirname(from), (source) =>
    inFolder(root, dirname(to), (target) => rename(`${source}/${basename(from)}`, `${target}/${basename(to)}`), {
      make: true,
    }),
  );

function ifThere(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
