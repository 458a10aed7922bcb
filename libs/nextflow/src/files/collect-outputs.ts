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
  const paths = await filesUnder(outputDir, allowed, [], skip);
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

type Skip = (path: string, error: unknown) => void;

/** Lists all but directories, sorted. Enters a linked directory where it is inside the roots, and not inside itself. */
async function filesUnder(
  dir: string,
  allowed: readonly string[],
  above: readonly string[],
  skip: Skip,
): Promise<string[]> {
  try {
    const real = await realpath(dir);
    if (above.includes(real) || !allowed.some((root) => isInside(real, root))) return [];
    const entries = await readdir(dir, { withFileTypes: true });
    const found = await Promise.all(
      entries.map(async (entry) => {
        const path = join(dir, entry.name);
        const isDirectory = entry.isSymbolicLink()
          ? (await stat(path).catch(() => null))?.isDirectory()
          : entry.isDirectory();
        return isDirectory ? filesUnder(path, allowed, [...above, real], skip) : [path];
      }),
    );
    return found.flat().sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') skip(dir, error);
    return [];
  }
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
