import type { JobView } from '@reprise/contracts';

type Failure = NonNullable<JobView['failure']>;

/** Returns the lines printed by a failed task around the one that names the cause, below a line with their position. */
export function printedLines({ stderr_tail, excerpt }: Pick<Failure, 'stderr_tail' | 'excerpt'>): string[] {
  if (stderr_tail.length === 0) return [];
  const head = excerpt && excerpt.lines > stderr_tail.length ? [headOf(excerpt, stderr_tail.length)] : [];
  return [...head, ...stderr_tail.map((line) => `  ${line}`)];
}

const headOf = ({ stream, lines }: NonNullable<Failure['excerpt']>, shown: number): string =>
  `${stream}, ${shown} of ${lines} lines:`;
