import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isInside } from '../files/is-inside.ts';
import type { Needs } from './isolation.ts';

/** Resolved by package name, because a bundle of this module is in a different place. */
const script = readFileSync(createRequire(import.meta.url).resolve('@reprise/nextflow/isolate.sh'), 'utf8');

/** Missing paths, and paths that are not folders, are ignored. All paths are absolute. */
export interface Covers {
  /** Folders and files to hide. */
  readonly hidden: readonly string[];
  /** Read-only folders. */
  readonly readOnly?: readonly string[];
}

/**
 * Returns a command that runs as root of a mount namespace, hides folders and files, makes others read-only, and then
 * executes another command. Required paths stay visible, and only writable paths can be written.
 */
export function covered(covers: Covers, { cwd, paths = [], writable = [] }: Needs): string[] {
  const hidden = hiddenPlaces(covers.hidden);
  const outermost = outermostOf(hidden);
  const isHidden = (path: string) => outermost.some((folder) => isInside(path, folder));
  const written = [cwd, ...writable].filter((path) => existsSync(path));
  const isWritten = (path: string) => written.some((each) => isInside(path, each));
  const needed = [...new Set([...written, ...paths.filter((path) => existsSync(path))])].filter((path) =>
    outermost.some((folder) => isBelow(path, folder)),
  );
  // A writable path may be inside of a read-only one, so it is mounted over it.
  const shown = needed.filter(
    (path) => !needed.some((other) => isBelow(path, other) && (isWritten(other) || !isWritten(path))),
  );
  const modes = (folder: string) =>
    byLength(shown.filter((path) => isBelow(path, folder))).flatMap((path) => [isWritten(path) ? 'rw' : 'ro', path]);
  const readOnly = [...new Set(covers.readOnly ?? [])].filter(
    (path) => path !== '/' && isFolder(path) && !isHidden(path) && !isWritten(path),
  );
  const kept = outermostOf(written).filter(
    (path) => !isHidden(path) && readOnly.some((folder) => isBelow(path, folder)),
  );
  return [
    ...['sh', '-c', script, 'isolate', cwd],
    ...outermost.flatMap((folder) => [folder, ...modes(folder), '--']),
    ...['--', ...kept, '--', ...outermostOf(readOnly), '--'],
  ];
}

function hiddenPlaces(paths: readonly string[]): string[] {
  const there = paths.filter((path) => existsSync(path));
  const folders = there.filter((path) => isFolder(path));
  // A link to a file would dangle once a folder on its path is covered.
  const files = there.filter((path) => !isFolder(path)).map((path) => realpathSync(path));
  const isCovered = (file: string) => folders.some((folder) => isInside(file, realpathSync(folder)));
  return [...folders, ...files.filter((file) => !isCovered(file))];
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const isBelow = (path: string, folder: string) => path !== folder && isInside(path, folder);
const byLength = (paths: readonly string[]) => [...paths].sort((a, b) => a.length - b.length);
const outermostOf = (paths: readonly string[]) =>
  [...new Set(paths)].filter((path) => !paths.some((other) => isBelow(path, other)));
