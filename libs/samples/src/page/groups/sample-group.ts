import { pairFastqs, SAMPLE_NAME, type FastqSample } from '../../fastq/index.ts';
import { count, plural } from '@reprise/web/shared/format.ts';
import type { UploadRow } from './upload-row.ts';

/** Files of one sample, with open issues. */
export interface SampleGroup {
  /** The sample's part of the file names, which identifies the group. */
  readonly key: string;
  /** Name, which the user may have changed. */
  readonly name: string;
  readonly rows: readonly { readonly row: UploadRow; readonly role: string }[];
  /** Reasons why it cannot become a sample now. */
  readonly problems: readonly string[];
  /** Reason to wait, or a hint if it can become a sample. */
  readonly waits: string;
  readonly isReady: boolean;
}

/**
 * Groups files into samples by their names.
 * @param names names given by the user, by key of the group
 * @param others names of existing samples
 */
export function sampleGroups(
  rows: readonly UploadRow[],
  names: ReadonlyMap<string, string>,
  others?: ReadonlySet<string>,
): SampleGroup[] {
  return pairFastqs(rows, others).map((sample) => groupOf(sample, rows, names.get(sample.stem)));
}

function groupOf(sample: FastqSample<UploadRow>, all: readonly UploadRow[], given: string | undefined): SampleGroup {
  const name = given ?? sample.sample;
  const roles = new Map<UploadRow, string>();
  for (const { lane, r1, r2 } of sample.lanes)
    for (const [row, read] of [[r1, 'R1'] as const, [r2, 'R2'] as const])
      if (row) roles.set(row, [lane ?? '', read].filter(Boolean).join(' '));
  const listed = [...roles].map(([row, role]) => ({ row, role }));
  const spare = all.filter((row) => !roles.has(row) && sample.files.includes(row)).map((row) => ({ row, role: '' }));
  const rows = [...listed, ...spare];
  const problems = [...sample.problems, ...unequal(sample)];
  if (!SAMPLE_NAME.test(name))
    problems.push(
      'The name must begin with a letter or digit, and hold only letters, digits, dot, dash and underscore.',
    );
  const rejected = rows.filter(({ row }) => row.state === 'rejected').length;
  const missing = rows.filter(({ row }) => row.state !== 'ready').length - rejected;
  const waits = rejected
    ? rejected === 1
      ? '1 file cannot be used: remove it, and upload a good copy'
      : `${String(rejected)} files cannot be used: remove them, and upload good copies`
    : missing
      ? `Waits for ${plural(missing, 'file')}`
      : '';
  const isReady = waits === '' && problems.length === 0;
  const hint = sample.isSingleEnd ? 'No second file of a pair: taken as single-end' : '';
  return { key: sample.stem, name, rows, problems, waits: waits || hint, isReady };
}

const unequal = ({ lanes }: FastqSample<UploadRow>): string[] =>
  lanes.flatMap(({ r1, r2 }) =>
    r1?.reads != null && r2?.reads != null && r1.reads !== r2.reads
      ? [
          `${r1.name} has ${count(r1.reads)} reads and ${r2.name} ${count(r2.reads)}: both files of a pair must have as many. One of them may have been cut off.`,
        ]
      : [],
  );
