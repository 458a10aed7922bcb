import { watch } from 'node:fs';
import { join } from 'node:path';

/** An editor writes a file in several steps, and a checkout of a branch many files. */
const quietMs = 150;

/**
 * Calls with the paths that changed, relative to the root, once nothing has changed for a moment.
 * @returns how to stop
 */
export function watchFiles(
  root: string,
  folders: readonly string[],
  onChange: (paths: readonly string[]) => void,
): () => void {
  let paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    const told = [...paths];
    paths = new Set();
    onChange(told);
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
