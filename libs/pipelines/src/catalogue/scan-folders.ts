import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BrokenPipeline } from '@reprise/contracts';
import { signatureOf } from '../revision.ts';

export const MANIFEST = 'reprise.json';

/** Pipeline folder on disk. */
export interface ScannedFolder {
  readonly folder: string;
  /** Changes with the files. For an unreadable folder, it is the error. */
  readonly signature: string;
}

export interface ScannedFolders {
  readonly folders: readonly ScannedFolder[];
  /** Folders that could not be listed. */
  readonly broken: readonly BrokenPipeline[];
}

/**
 * Lists every pipeline folder (a folder with a `reprise.json`) directly under the given folders. A given folder may be
 * a pipeline folder itself. Reads no files.
 */
export function scanFolders(parents: readonly string[]): ScannedFolders {
  const broken: BrokenPipeline[] = [];
  const folders = new Set(parents.flatMap((parent) => pipelineFolders(parent, broken)));
  return { folders: [...folders].map((folder) => ({ folder, signature: sign(folder) })), broken };
}

function sign(folder: string): string {
  try {
    return signatureOf(folder);
  } catch (error) {
    return String(error);
  }
}

/** Returns the pipeline folders under a folder, or itself; adds unreadable ones to `broken`. */
function pipelineFolders(parent: string, broken: BrokenPipeline[]): string[] {
  const orElse = <T>(folder: string, read: () => T, fallback: T): T => {
    try {
      return read();
    } catch (error) {
      broken.push(unreadable(folder, error));
      return fallback;
    }
  };
  const isPipeline = (folder: string) => isManifest(join(folder, MANIFEST));
  if (orElse(parent, () => isPipeline(parent), false)) return [resolve(parent)];
  return orElse(parent, () => readdirSync(parent).sort(), [])
    .map((name) => resolve(parent, name))
    .filter((folder) => orElse(folder, () => isPipeline(folder), false));
}

const isManifest = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** @throws `error` if it is not a file system error */
export function unreadable(folder: string, error: unknown): BrokenPipeline {
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (!code) throw error;
  return { file: path ?? folder, field: null, reason: `cannot be read: ${message}` };
}
