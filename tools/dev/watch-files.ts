import { watch } from 'node:fs';
import { join } from 'node:path';

/** An editor writes a file in several steps, and checking out a branch changes many files. */
const quietMs = 150;

/**
 * Calls back with the changed paths, relative to the root, once there have been no changes for a moment.
 * @returns a function that stops it
 */
export function watchFiles(
  root: string,
  folders: readonly string[],
  onChange: (paths: readonly string[]) => void,
): () => void {
  let paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    const batch = [...paths];
    paths = new Set();
    onChange(batch);
  };
  const watchers = folders.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_, name) => {
      if (name === null) return;
      paths.add(join(folder, name));
      clearTimeout(timer);
      timer = setTimeout(tell, quietMs);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
