import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isInside } from '../files/is-inside.ts';
import type { Needs } from './isolation.ts';

/** Resolves by package name: a bundle of this module is elsewhere. */
const script = readFileSync(createRequire(import.meta.url).resolve('@reprise/nextflow/isolate.sh'), 'utf8');

/**
 * Returns the command that, as root of a mount namespace, hides folders and files and becomes another one.
 * @param closed absolute; one that is not there yet is left out
 */
export function covered(closed: readonly string[], { cwd, paths = [] }: Needs): string[] {
  const there = closed.filter((path) => existsSync(path));
  const folders = there.filter((path) => !statSync(path).isFile());
  // A link to a file would lead nowhere once a folder on its way is covered.
  const files = there.filter((path) => statSync(path).isFile()).map((path) => realpathSync(path));
  const isCovered = (file: string) => folders.some((folder) => isInside(file, realpathSync(folder)));
  const hidden = [...folders, ...files.filter((file) => !isCovered(file))];
  const isBelow = (path: string, folder: string) => path !== folder && isInside(path, folder);
  const needed = [cwd, ...paths].filter((path) => existsSync(path) && hidden.some((folder) => isBelow(path, folder)));
  const shown = [...new Set(needed)].filter((path) => !needed.some((other) => isBelow(path, other)));
  const outermost = [...new Set(hidden)].filter((folder) => !hidden.some((other) => isBelow(folder, other)));
  const covers = outermost.flatMap((folder) => [folder, ...shown.filter((path) => isBelow(path, folder)), '--']);
  return ['sh', '-c', script, 'isolate', cwd, ...covers, '--'];
}
