import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import picomatch from 'picomatch';
import { isInside } from './is-inside.ts';

export interface OutputFile {
  kind: string;
  path: string;
  bytes: number;
  sha256: string;
}

export interface Collected {
  outputs: OutputFile[];
  /** Matching files that were not read, and folders that could not be, each once, and why. */
  skipped: { path: string; reason: string }[];
}

/** Collects files under `outputDir` by kind (kind -> glob), in order of kind and path. Reads a symlink only where its target is inside one of `roots`. */
export async function collectOutputs({
  outputDir,
  globs,
  roots,
}: {
  outputDir: string;
  globs: Readonly<Record<string, string>>;
  roots: readonly string[];
}): Promise<Collected> {
  const allowed = await Promise.all([outputDir, ...roots].map((root) => realpath(root).catch(() => root)));
  const outputs: OutputFile[] = [];
  const skipped = new Map<string, string>();
  const skip = (path: string, error: unknown) => skipped.set(path, reasonOf(error));
  const paths = await filesUnder(
    { path: outputDir, place: outputDir },
    { allowed, skip, read: new Set(), left: MOST_AGAIN },
  );
  for (const [kind, glob] of Object.entries(globs)) {
    const matches = picomatch(glob, { dot: true });
    for (const path of paths.filter((each) => matches(relative(outputDir, each)))) {
      try {
        outputs.push({ kind, path, ...(await digest(path, allowed)) });
      } catch (error) {
        skip(path, error);
      }
    }
  }
  return { outputs, skipped: [...skipped].map(([path, reason]) => ({ path, reason })) };
}

/** Drops the path, which is reported beside it. */
const reasonOf = (error: unknown): string => (error as Error).message.replace(/, \w+ '.*$/s, '');

/** Names to look at in folders that were read before: links can lead to the same ones again and again. */
const MOST_AGAIN = 50_000;

interface Folder {
  /** As it is told: with the links that led there. */
  readonly path: string;
  /** Where it is reached. */
  readonly place: string;
}

interface Walk {
  readonly allowed: readonly string[];
  readonly skip: (path: string, error: unknown) => void;
  /** Real paths of the folders that were read. */
  readonly read: Set<string>;
  /** Names that may still be looked at once more. */
  left: number;
}

/** Lists all but directories, sorted. Enters a linked directory where it is inside the roots, and not inside itself. */
async function filesUnder({ path: dir, place }: Folder, walk: Walk, above: readonly string[] = []): Promise<string[]> {
  try {
    const real = await realpath(place);
    if (above.includes(real) || !walk.allowed.some((root) => isInside(real, root))) return [];
    const entries = await readdir(real, { withFileTypes: true });
    if (walk.read.has(real) && !mayLookAgain(entries.length, walk, dir)) return [];
    walk.read.add(real);
    const found = await Promise.all(
      entries.map(async (entry) => {
        const inner = { path: join(dir, entry.name), place: join(real, entry.name) };
        const isDirectory = entry.isSymbolicLink()
          ? (await stat(inner.place).catch(() => null))?.isDirectory()
          : entry.isDirectory();
        return isDirectory ? filesUnder(inner, walk, [...above, real]) : [inner.path];
      }),
    );
    return found.flat().sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') walk.skip(dir, error);
    return [];
  }
}

/** The first folder that is too much is told. */
function mayLookAgain(names: number, walk: Walk, dir: string): boolean {
  const isFirst = walk.left >= 0;
  walk.left -= names;
  if (walk.left >= 0) return true;
  if (isFirst) walk.skip(dir, new Error(`links lead to the same ${MOST_AGAIN} files again`));
  return false;
}

async function digest(path: string, allowed: readonly string[]): Promise<{ bytes: number; sha256: string }> {
  const real = await realpath(path);
  if (!allowed.some((root) => isInside(real, root))) throw new Error('a link that leads outside');
  const found = await stat(real);
  if (!found.isFile()) throw new Error('not a regular file');
  const hash = createHash('sha256');
  await pipeline(createReadStream(real), hash);
  return { bytes: found.size, sha256: hash.digest('hex') };
}
