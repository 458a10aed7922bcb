const FASTQ = /\.(fastq|fq)\.gz$/i;

/** Files that the user chose or dropped. */
export interface ChosenFiles {
  /** Files to send. */
  readonly files: readonly File[];
  /** Names of empty files. */
  readonly empty: readonly string[];
  /** Names of files that are not gzipped FASTQ. */
  readonly others: readonly string[];
}

/** Separates FASTQ files from unusable ones, by name and size. */
export function chosenFiles(all: readonly File[]): ChosenFiles {
  const named = all.filter(({ name }) => FASTQ.test(name));
  return {
    files: named.filter(({ size }) => size > 0),
    empty: named.filter(({ size }) => size === 0).map(({ name }) => name),
    others: all.filter((file) => !named.includes(file)).map(({ name }) => name),
  };
}

/** Returns which files are rejected and why, and which have the name and size of an uploaded file; empty if all are accepted. */
export function notTaken({ empty, others }: Omit<ChosenFiles, 'files'>, here: readonly string[]): string {
  return [
    others.length > 0 ? `Not taken, since only .fastq.gz and .fq.gz can be used: ${others.join(', ')}.` : '',
    empty.length > 0
      ? `Not taken, since there is nothing in it: ${empty.join(', ')}. Copy it again from its source.`
      : '',
    here.length > 0
      ? `Not sent, since a file of the same name and size is here: ${here.join(', ')}. If its content differs, delete that file first.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}
