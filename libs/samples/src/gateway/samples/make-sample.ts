import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, link, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastqSample } from '../../fastq/index.ts';

/** A file of an upload. */
export interface SourceFile {
  readonly path: string;
}

/**
 * Creates the folder of a sample: `<sample>_R1.fastq.gz` and `<sample>_R2.fastq.gz`. A single lane is a hard link to
 * the upload. Several lanes are concatenated, which is valid gzip (RFC 1952, 2.2). The folder appears atomically.
 */
export async function makeSample(
  folder: string,
  name: string,
  { lanes, isSingleEnd }: Pick<FastqSample<SourceFile>, 'lanes' | 'isSingleEnd'>,
): Promise<{ name: string; bytes: number }[]> {
  const making = `${folder}.new`;
  await mkdir(making);
  try {
    const files = [];
    for (const read of isSingleEnd ? (['r1'] as const) : (['r1', 'r2'] as const)) {
      const file = `${name}_${read.toUpperCase()}.fastq.gz`;
      const path = join(making, file);
      const sources = lanes.flatMap((lane) => lane[read] ?? []).map((source) => source.path);
      if (sources.length === 1) await link(sources[0] ?? '', path);
      else await pipeline(concatenated(sources), createWriteStream(path));
      await chmod(path, 0o444);
      files.push({ name: file, bytes: (await stat(path)).size });
    }
    await chmod(making, 0o755);
    await rename(making, folder);
    return files;
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

async function* concatenated(paths: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of paths) yield* createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>;
}
