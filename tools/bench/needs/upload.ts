import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { UploadPage } from '@reprise/contracts';
import { waitUntil } from '@reprise/testing';
import type { Bench, Pair } from '../measure/measure.ts';
import { benchGateway, type BenchGateway } from '../servers/gateway.ts';
import { residentMiB } from '../servers/process-figures.ts';
import { benchNats, benchPostgres, scratch } from '../servers/servers.ts';

const MIB = 2 ** 20;
/** Bytes of a request, as the page sends them. */
const PART = 16 * MIB;
const SAMPLE_MS = 50;
const CHECK_MS = 1_800_000;
const TUS = { 'tus-resumable': '1.0.0' };

/**
 * Benchmark: a FASTQ file of several GB over tus, then its check; duration of both, and memory of the gateway.
 * @param mib least size of the file, in MiB
 */
export const upload =
  (mib = 2048): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    await using nats = await benchNats(folder.path);
    await using postgres = await benchPostgres(folder.path);
    const servers = { NATS_URL: nats.url, DATABASE_URL: postgres.url };
    await using gateway = await benchGateway(folder.path, servers, say);
    const part = partOfReads();
    const parts = Math.ceil((mib * MIB) / part.length);
    const what = `a gzipped FASTQ file of ${((parts * part.length) / 1e9).toFixed(2)} GB`;
    const figures = { sent: [], checked: [], sending: [], checking: [], settled: [] } as Record<string, Pair[]>;
    // One more, which warms up and is not counted.
    for (let repetition = 0; repetition <= repetitions; repetition++) {
      const pairs = await uploadOnce(gateway, folder.path, part, parts);
      say(`  gateway: ${pairs.memory}`);
      if (repetition === 0 && repetitions > 1) continue;
      for (const name of Object.keys(figures)) figures[name]?.push(pairs[name as 'sent']);
      if (repetitions === 1) break;
    }
    const { sent = [], checked = [], sending = [], checking = [], settled = [] } = figures;
    return [
      {
        question: 'wait',
        name: 'upload',
        ours: `${what} over tus, in requests of 16 MiB`,
        floor: 'the same bytes written to a file',
        unit: 'ms',
        pairs: sent,
      },
      {
        question: 'wait',
        name: 'check of an upload',
        ours: `${what}: gzip, FASTQ, reads, SHA-256, from the last byte until it is ready`,
        floor: '`gzip --test` of the same file',
        unit: 'ms',
        pairs: checked,
      },
      {
        question: 'needs',
        name: 'gateway during an upload',
        ours: `its greatest resident size during ${what}`,
        floor: 'its resident size just before',
        unit: 'MiB',
        pairs: sending,
      },
      {
        question: 'needs',
        name: 'gateway during the check',
        ours: `its greatest resident size during the check of ${what}, in its worker thread`,
        floor: 'its resident size before the upload',
        unit: 'MiB',
        pairs: checking,
      },
      {
        question: 'needs',
        name: 'gateway after an upload',
        ours: `its resident size after ${what} was checked and removed`,
        floor: 'its resident size before the upload',
        unit: 'MiB',
        pairs: settled,
      },
    ];
  };

/** Returns a gzip member of about 16 MiB; several one after the other are a file too. */
function partOfReads(): Buffer<ArrayBuffer> {
  const bases = (length: number) => Array.from({ length }, () => 'ACGT'[Math.floor(Math.random() * 4)]).join('');
  const reads = Array.from(
    { length: 2000 },
    (_, i) => `@read${String(i)}\n${bases(150)}\n+\n${'I'.repeat(150)}\n`,
  ).join('');
  const member = gzipSync(reads);
  return Buffer.concat(Array.from({ length: Math.ceil(PART / member.length) }, () => member));
}

interface Figures {
  readonly sent: Pair;
  readonly checked: Pair;
  readonly sending: Pair;
  readonly checking: Pair;
  readonly settled: Pair;
  /** Before, during and after, in words. */
  readonly memory: string;
}

async function uploadOnce(
  gateway: BenchGateway,
  folder: string,
  part: Buffer<ArrayBuffer>,
  parts: number,
): Promise<Figures> {
  const file = join(folder, 'floor.fastq.gz');
  const written = await timed(async () => {
    const handle = await open(file, 'w');
    for (let i = 0; i < parts; i++) await handle.write(part);
    await handle.close();
  });
  const before = residentMiB(gateway.pid);
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
  const after = residentMiB(gateway.pid);
  return {
    sent: { ours: sent, floor: written },
    checked: { ours: checked, floor: tested },
    sending: { ours: sending, floor: before },
    checking: { ours: checking, floor: before },
    settled: { ours: after, floor: before },
    memory: `${before.toFixed()} MiB before, at most ${sending.toFixed()} during the upload and ${checking.toFixed()} during the check, ${after.toFixed()} after`,
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

/** Returns the duration in milliseconds, and the greatest resident size of the gateway. */
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
