import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LeftOut } from '../format/manifest.ts';

/** A work dir can have millions of files. */
const MEASURE_MS = 60_000;

/** Lists the parts of a data dir that a backup omits, with their sizes. */
export async function leftOut(dataDir: string): Promise<LeftOut[]> {
  const all = [
    { what: 'work dirs, results and logs of jobs', path: join(dataDir, 'jobs') },
    { what: 'clones of pipelines, which are cloned again', path: join(dataDir, 'git') },
  ];
  const present = all.filter(({ path }) => existsSync(path));
  return Promise.all(present.map(async (each) => ({ ...each, bytes: await sizeOf(each.path) })));
}

/** Bytes on disk; null if that takes too long, or is not allowed. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)('nice', ['-n', '19', 'du', '-sk', path], { timeout: MEASURE_MS });
    return Number.parseInt(stdout, 10) * 1024;
  } catch {
    return null;
  }
}
