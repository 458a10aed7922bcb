import type { Bench, Measure, Pair } from '../measure/measure.ts';
import { benchGateway, type BenchGateway } from '../servers/gateway.ts';
import { residentMiB } from '../servers/process-figures.ts';
import { benchNats, benchPostgres, scratch } from '../servers/servers.ts';
import { partOfReads, partsOf, uploadOnce, type UploadFigures } from './upload-once.ts';

/**
 * Benchmark: uploading FASTQ files over tus, and checking them. Reports the durations for the largest file, and the
 * gateway's memory for each size. The memory should be constant.
 * @param sizes minimum sizes of the files in MiB, ascending
 */
export const upload =
  (sizes: readonly number[] = [512, 2048]): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    await using nats = await benchNats(folder.path);
    await using postgres = await benchPostgres(folder.path);
    const servers = { NATS_URL: nats.url, DATABASE_URL: postgres.url };
    await using gateway = await benchGateway(folder.path, servers);
    return await uploads(gateway, folder.path, sizes, repetitions, say);
  };

/** Uploads files of these sizes to a gateway. */
export async function uploads(
  gateway: BenchGateway,
  folder: string,
  sizes: readonly number[],
  repetitions: number,
  say: (line: string) => void,
): Promise<Measure[]> {
  const part = partOfReads();
  const before = residentMiB(gateway.pid);
  // The first one is a warm-up.
  await uploadOnce(gateway, folder, part, 1);
  const files = sizes.map((mib) => {
    const parts = partsOf(part, mib);
    return { parts, gb: ((parts * part.length) / 1e9).toFixed(2), figures: [] as UploadFigures[] };
  });
  for (let repetition = 0; repetition < repetitions; repetition++)
    for (const { parts, gb, figures } of files) {
      const found = await uploadOnce(gateway, folder, part, parts);
      figures.push(found);
      const { sending, checking, after } = found;
      say(
        `  gateway, ${gb} GB: ${before.toFixed()} MiB before, at most ${sending.toFixed()} during the upload and ${checking.toFixed()} during the check, ${after.toFixed()} after`,
      );
    }
  const { gb, figures } = files.at(-1)!;
  const memory = files.flatMap((file) =>
    memoryOf(file.gb, file.figures, before).map((measure) => ({ ...measure, isDetail: file.gb !== gb })),
  );
  return [...durationsOf(gb, figures), ...memory];
}

function durationsOf(gb: string, figures: readonly UploadFigures[]): Measure[] {
  const wait = (name: string, ours: string, floor: string, pairs: readonly Pair[], gap?: string): Measure => ({
    question: 'wait',
    name,
    ours,
    floor,
    unit: 'ms',
    pairs,
    ...(gap && { gap }),
  });
  return [
    wait(
      'upload',
      `a gzipped FASTQ file of ${gb} GB over tus, in requests of 16 MiB`,
      'the same bytes written to a file',
      figures.map(({ sent }) => sent),
      "The difference: two fifths of the gateway's processor time are garbage collection, a third are system calls, and the rest is the five streams between network and file. Received data is outside of the heap, and the settings that keep an idle gateway small make V8 scan the whole heap often.",
    ),
    wait(
      'check of an upload',
      `a gzipped FASTQ file of ${gb} GB: gzip, FASTQ, reads, SHA-256, from the last byte until it is ready`,
      '`gzip --test` of the same file',
      figures.map(({ checked }) => checked),
    ),
  ];
}

function memoryOf(gb: string, figures: readonly UploadFigures[], before: number): Measure[] {
  const gap =
    'The difference: the packages of tus and the fetch client, loaded by the first upload (13 MiB), received data that is not collected yet, and the thread of the check with its heap. A process keeps most of the memory that it once used.';
  const size = (name: string, ours: string, of: (figures: UploadFigures) => number): Measure => ({
    question: 'needs',
    name: `gateway ${name} ${gb} GB`,
    ours,
    unit: 'MiB',
    gap,
    floor: 'its resident size before the first upload',
    pairs: figures.map((each) => ({ ours: of(each), floor: before })),
  });
  return [
    size('during an upload of', 'its greatest resident size', ({ sending }) => sending),
    size('during the check of', 'its greatest resident size; the check runs in a thread', ({ checking }) => checking),
    size('after', 'its resident size once the upload was checked and removed', ({ after }) => after),
  ];
}
