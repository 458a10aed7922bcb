import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { UploadPage } from '@reprise/samples/contract';
import { waitUntil } from '@reprise/testing';
import type { Pair } from '../measure/measure.ts';
import type { BenchGateway } from '../servers/gateway.ts';
import { residentMiB } from '../servers/process-figures.ts';

const MIB = 2 ** 20;
/** Bytes per request, as sent by the page. */
const PART = 16 * MIB;
const SAMPLE_MS = 50;
const CHECK_MS = 1_800_000;
const TUS = { 'tus-resumable': '1.0.0' };

export interface UploadFigures {
  /** Milliseconds of the upload, and of writing the same bytes to a file. */
  readonly sent: Pair;
  /** Milliseconds of the check, and of `gzip --test`. */
  readonly checked: Pair;
  /** Peak resident size of the gateway during the upload, in MiB. */
  readonly sending: number;
  /** The same during the check. */
  readonly checking: number;
  /** Resident size after the upload was removed. */
  readonly after: number;
}

/** Returns a gzip member of about 16 MiB. Concatenated members also form a valid file. */
export function partOfReads(): Buffer<ArrayBuffer> {
  const bases = (length: number) => Array.from({ length }, () => 'ACGT'[Math.floor(Math.random() * 4)]).join('');
  const reads = Array.from(
    { length: 2000 },
    (_, i) => `@read${String(i)}\n${bases(150)}\n+\n${'I'.repeat(150)}\n`,
  ).join('');
  const member = gzipSync(reads);
  return Buffer.concat(Array.from({ length: Math.ceil(PART / member.length) }, () => member));
}

/** Number of parts of a file with at least this size in MiB. */
export const partsOf = (part: Buffer, mib: number): number => Math.ceil((mib * MIB) / part.length);

/** Uploads a FASTQ file with this number of equal parts, waits for its check, and removes it. */
export async function uploadOnce(
  gateway: BenchGateway,
  folder: string,
  part: Buffer<ArrayBuffer>,
  parts: number,
): Promise<UploadFigures> {
  const file = join(folder, 'floor.fastq.gz');
  const written = await timed(async () => {
    const handle = await open(file, 'w');
    for (let i = 0; i < parts; i++) await handle.write(part);
    await handle.close();
  });
  const begun = await gateway.send('/api/uploads', 'POST', {
    ...TUS,
    'upload-length': String(parts * part.length),
    'upload-metadata': `filename ${Buffer.from('bench_R1.fastq.gz').toString('base64')}`,
  });
  const path = begun.headers.get('location') ?? '';
  const [sent, sending] = await peaking(gateway, async () => {
    const type = 'application/offset+octet-stream';
    for (let i = 0; i < parts; i++)
      await gateway.send(
        path,
        'PATCH',
        { ...TUS, 'content-type': type, 'upload-offset': String(i * part.length) },
        part,
      );
  });
  const [checked, checking] = await peaking(gateway, () =>
    waitUntil(() => isReady(gateway), { milliseconds: CHECK_MS, every: 100, what: 'The upload is checked' }),
  );
  const tested = await timed(async () => {
    const [code] = (await once(spawn('gzip', ['--test', file]), 'exit')) as [number];
    if (code !== 0) throw new Error(`gzip --test ended with ${String(code)}`);
  });
  await gateway.send(path, 'DELETE', {});
  return {
    sent: { ours: sent, floor: written },
    checked: { ours: checked, floor: tested },
    sending,
    checking,
    after: residentMiB(gateway.pid),
  };
}

/** @throws Error if it was rejected */
async function isReady(gateway: BenchGateway): Promise<true | undefined> {
  const { items } = (await (await gateway.get('/api/uploads')).json()) as UploadPage;
  if (items[0]?.status === 'rejected') throw new Error(items[0].reason ?? '');
  return items[0]?.status === 'ready' || undefined;
}

/** Returns the duration in milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Returns the duration in milliseconds, and the peak resident size of the gateway. */
async function peaking({ pid }: BenchGateway, work: () => Promise<unknown>): Promise<[number, number]> {
  let peak = residentMiB(pid);
  const sampling = setInterval(() => (peak = Math.max(peak, residentMiB(pid))), SAMPLE_MS);
  try {
    const duration = await timed(work);
    return [duration, peak];
  } finally {
    clearInterval(sampling);
  }
}
