const FASTQ = /\.(fastq|fq)\.gz$/i;

/** Files that a person chose or dropped. */
export interface ChosenFiles {
  /** Those to send. */
  readonly files: readonly File[];
  /** Names of those without a byte. */
  readonly empty: readonly string[];
  /** Names of those that are no gzipped FASTQ files. */
  readonly others: readonly string[];
}

/** Tells the FASTQ files from those that cannot be used, by name and size. */
export function chosenFiles(all: readonly File[]): ChosenFiles {
  const named = all.filter(({ name }) => FASTQ.test(name));
  return {
    files: named.filter(({ size }) => size > 0),
    empty: named.filter(({ size }) => size === 0).map(({ name }) => name),
    others: all.filter((file) => !named.includes(file)).map(({ name }) => name),
  };
}

/** Returns what is not taken and why, and which files are here already; empty if all are taken. */
export function notTaken({ empty, others }: Omit<ChosenFiles, 'files'>, here: readonly string[]): string {
  return [
    others.length > 0 ? `Not taken, since only .fastq.gz and .fq.gz can be used: ${others.join(', ')}.` : '',
    empty.length > 0
      ? `Not taken, since there is nothing in it: ${empty.join(', ')}. Copy it again from its source.`
      : '',
    here.length > 0 ? `Here already: ${here.join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
