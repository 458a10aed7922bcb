import { parseFastqName } from './parse-fastq-name.ts';
import { uniqueSampleNames } from './sample-name.ts';

/** The files of one lane. */
interface FastqLane<T> {
  readonly lane: string | null;
  /** `null` if missing. */
  readonly r1: T | null;
  /** `null` if missing, or if the lane is single-end. */
  readonly r2: T | null;
}

/** Files whose names belong to one sample. */
export interface FastqSample<T> {
  /** The sample's part of the file names, which identifies it independently of other samples. */
  readonly stem: string;
  /** Proposed name. It is unique, so it may depend on the other samples. */
  readonly sample: string;
  /** Lanes by name. Files without a lane are in a lane without a name. */
  readonly lanes: readonly FastqLane<T>[];
  /** Whether every lane has one file. */
  readonly isSingleEnd: boolean;
  /** All of its files, including those without a lane. */
  readonly files: readonly T[];
  /** Reasons why the files cannot form a sample, as sentences. */
  readonly problems: readonly string[];
}

/**
 * Groups files into samples by name: `_R1/_R2`, `_1/_2`, lanes `_L001`. Samples and lanes are sorted.
 * @param others names of existing samples
 */
export function pairFastqs<T extends { readonly name: string }>(
  files: readonly T[],
  others?: ReadonlySet<string>,
): FastqSample<T>[] {
  const parsed = files.map((file) => ({ file, ...parseFastqName(file.name) }));
  const groups = groupBy(parsed, ({ stem }) => stem);
  // Names that are equal as numbers, such as S1 and S01, are ordered too.
  const stems = [...groups.keys()].sort((a, b) => compare(a, b) || (a < b ? -1 : 1));
  const names = uniqueSampleNames(stems, others);
  return stems.map((stem) => ({ stem, ...sampleOf(names.get(stem) ?? stem, groups.get(stem) ?? []) }));
}

/** Arranges files as one sample, regardless of the sample in their names. */
export function arrangeFastqs<T extends { readonly name: string }>(
  sample: string,
  files: readonly T[],
): Omit<FastqSample<T>, 'stem'> {
  return sampleOf(
    sample,
    files.map((file) => ({ file, ...parseFastqName(file.name) })),
  );
}

function groupBy<V, K>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

const compare = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

function sampleOf<T extends { readonly name: string }>(
  sample: string,
  group: readonly (ReturnType<typeof parseFastqName> & { readonly file: T })[],
): Omit<FastqSample<T>, 'stem'> {
  const problems: string[] = [];
  for (const { file, isIndex } of group)
    if (isIndex) problems.push(`${file.name} holds index reads, which pipelines do not take.`);
  const reads = group.filter(({ isIndex }) => !isIndex);
  const byLane = groupBy(reads, ({ lane }) => lane);
  const lanes = [...byLane]
    .sort(([a], [b]) => compare(a ?? '', b ?? ''))
    .map(([lane, inLane]): FastqLane<T> => {
      const firsts = inLane.filter(({ read }) => read !== 2).map(({ file }) => file);
      const seconds = inLane.filter(({ read }) => read === 2).map(({ file }) => file);
      for (const [same, read] of [[firsts, 1] as const, [seconds, 2] as const])
        if (same.length > 1)
          problems.push(`${same.map(({ name }) => name).join(' and ')} are both read ${String(read)}${of(lane)}.`);
      return { lane, r1: firsts[0] ?? null, r2: seconds[0] ?? null };
    });
  const isSingleEnd = lanes.length > 0 && lanes.every(({ r2 }) => r2 === null);
  for (const { lane, r1, r2 } of lanes) {
    if (r1 === null) problems.push(`Read 1${of(lane)} is missing: ${r2?.name ?? ''} has no partner.`);
    else if (r2 === null && !isSingleEnd) problems.push(`Read 2${of(lane)} is missing: ${r1.name} has no partner.`);
  }
  return { sample, lanes, isSingleEnd, files: group.map(({ file }) => file), problems };
}

const of = (lane: string | null) => (lane === null ? '' : ` of lane ${lane}`);
