import type { FilePage, FileView } from '@reprise/contracts';
import { CliError, EXIT } from '../cli-error.ts';
import { counted } from '../terminal/words.ts';

/** Maximum number of files that an error names. */
const MOST_NAMED = 20;

/** Request of a download command. */
export interface Asked {
  /** The job as it was given. */
  readonly job: string;
  /** Empty: all. */
  readonly paths: readonly string[];
  /** Undefined: any. */
  readonly kinds: readonly string[] | undefined;
}

const cutListError = (listed: number, job: string): CliError =>
  new CliError(
    `The server lists the first ${counted(listed, 'file')} of this job only: the others are missing here.`,
    EXIT.failed,
    `Download each of the others by its path in the output folder: reprise download ${job} <path>`,
  );

const gonePaths = (gone: readonly FileView[]): string => {
  const names = gone
    .slice(0, MOST_NAMED)
    .map(({ path }) => path)
    .join(', ');
  return gone.length > MOST_NAMED ? `${names} and ${String(gone.length - MOST_NAMED)} more` : names;
};

/**
 * Returns the error for a download or list that lacks some of the job's results; null if it is complete, or if the user
 * named the files.
 */
export function incompleteError(
  { items, away, gone, truncated }: FilePage,
  { job, paths, kinds }: Asked,
): CliError | null {
  if (paths.length > 0) return null;
  if (truncated) return cutListError(items.length, job);
  const lacking = away === null ? gone.filter((file) => isOfKind(file, kinds)) : [];
  if (lacking.length === 0) return null;
  const isOne = lacking.length === 1;
  return new CliError(
    `${counted(lacking.length, 'recorded result')} ${isOne ? 'is' : 'are'} not there any more: ${gonePaths(lacking)}.`,
    EXIT.failed,
    `${isOne ? 'It was' : 'They were'} moved or deleted in the output folder.`,
  );
}

/** Joins the errors of one download; null if there are none. */
export function joinErrors(errors: readonly CliError[]): CliError | null {
  const [first, ...others] = errors;
  if (!first || others.length === 0) return first ?? null;
  const hints = new Set(errors.flatMap(({ hint }) => hint ?? []));
  return new CliError(errors.map(({ message }) => message).join('\n'), EXIT.failed, [...hints].join('\n'));
}

const isOfKind = ({ kind }: FileView, kinds: readonly string[] | undefined): boolean =>
  kinds === undefined || (kind !== null && kinds.includes(kind));

/**
 * Returns the listed files that match the paths and kinds, and requested files that are not in the list.
 * @throws CliError if no file matches a path
 */
export function choose(
  { items: listed, gone }: FilePage,
  unlisted: readonly FileView[],
  { paths, kinds }: Asked,
): readonly FileView[] {
  const missing = paths.find((path) => ![...listed, ...unlisted].some((file) => file.path === path));
  if (missing !== undefined && gone.some((file) => file.path === missing))
    throw new CliError(
      `The result ${missing} was recorded and is not there any more: it was moved or deleted.`,
      EXIT.notFound,
      'See: reprise download <job> --list',
    );
  if (missing !== undefined)
    throw new CliError(`This job has no result ${missing}.`, EXIT.notFound, 'See: reprise download <job> --list');
  const isChosen = (file: FileView) => (paths.length === 0 || paths.includes(file.path)) && isOfKind(file, kinds);
  return [...listed.filter(isChosen), ...unlisted];
}
