import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { InputListing } from '@reprise/contracts';
import { isInside } from '@reprise/pipelines';
import { wrongFields } from '../shared/http/problem.ts';
import { InstalledPipelines } from '../shared/pipelines/installed-pipelines.ts';

const MAX_ENTRIES = 2000;
type Entry = InputListing['entries'][number];

/** Folders inside the input roots. Symlinks are followed, but omitted if they lead out of the roots. */
@Injectable()
export class InputFolders {
  constructor(private readonly pipelines: InstalledPipelines) {}

  /** Lists the roots if no path is given. @throws ProblemException 422 if the path is not a folder inside a root */
  async list(path?: string): Promise<InputListing> {
    const roots = await this.roots();
    if (path === undefined) {
      const entries = roots.map((root): Entry => ({
        name: root,
        path: root,
        kind: 'dir',
        bytes: null,
        modified_at: null,
      }));
      return { path: null, parent: null, roots, entries, truncated: false };
    }
    const folder = await realFolder(path, roots);
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
    const listed = await Promise.all(names.slice(0, MAX_ENTRIES).map((name) => entryOf(folder, name, roots)));
    const entries = listed
      .filter((entry) => entry !== null)
      .sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
    const parent = roots.includes(folder) ? null : dirname(folder);
    return { path: folder, parent, roots, entries, truncated: names.length > MAX_ENTRIES };
  }

  private async roots(): Promise<string[]> {
    const real = await Promise.all((await this.pipelines.inputRoots()).map((root) => realpath(root).catch(() => null)));
    return [...new Set(real.filter((root) => root !== null))];
  }
}

async function realFolder(path: string, roots: readonly string[]): Promise<string> {
  const real = isAbsolute(path) && !path.includes('\0') ? await realpath(path).catch(() => null) : null;
  const isFolder = real !== null && isInAny(roots, real) && (await stat(real)).isDirectory();
  if (!isFolder) throw wrongFields([{ field: 'path', message: 'must be a folder in one of the input roots' }]);
  return real;
}

async function entryOf(folder: string, name: string, roots: readonly string[]): Promise<Entry | null> {
  const path = join(folder, name);
  const real = await realpath(path).catch(() => null);
  const found = real !== null && isInAny(roots, real) ? await stat(real).catch(() => null) : null;
  if (!found) return null;
  const modified_at = found.mtime.toISOString();
  if (found.isDirectory()) return { name, path, kind: 'dir', bytes: null, modified_at };
  return found.isFile() ? { name, path, kind: 'file', bytes: found.size, modified_at } : null;
}

const isInAny = (roots: readonly string[], path: string) => roots.some((root) => isInside(path, root));
