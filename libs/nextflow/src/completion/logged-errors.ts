import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from '../records/file-tail.ts';

/**
 * Record of level ERROR in a run's log, or a warning about a result that was not published. Errors of ignored or
 * retried tasks have other levels.
 */
export interface LoggedError {
  /** Nextflow class that logged it, abbreviated as in the log. */
  readonly logger: string;
  /** First line of its message. */
  readonly message: string;
  /** Message of the exception, on one line; null if there is none. */
  readonly thrown: string | null;
  /** First classes and methods of its stack trace. */
  readonly frames: readonly string[];
}

const RECORD = /^\w{3}-\d\d [\d:.]+ \[[^\]]*\] (\w+) +(\S+) - (.*)$/;
/**
 * Prefix of the warning about a file that `publishDir` with `failOnError: false`, the default before 24.04, did not
 * publish.
 */
export const NOT_PUBLISHED = 'Failed to publish file: ';
const THROWN = /^((?:[\w$]+\.)+[\w$]+)(?:: (.*))?$/;
const FRAME = /^\tat (?:\S+\/)?([\w.$]+)\(/;
/** Limits of the stored errors, because a script can log in a loop, and a stack trace has hundreds of lines. */
const [MOST_ERRORS, MOST_LINES, MOST_CHARACTERS] = [1_000, 40, 500];

/** Reads the errors that a run logged, in order, up to a limit. */
export async function loggedErrors(attemptDir: string): Promise<LoggedError[]> {
  const tail = new FileTail(attemptFiles(attemptDir).log);
  const records: { logger: string; lines: string[] }[] = [];
  let open: string[] | null = null;
  const read = (line: string) => {
    const [, level, logger = '', message = ''] = RECORD.exec(line) ?? [];
    if (level === undefined) {
      if (open && open.length < MOST_LINES) open.push(line);
      return;
    }
    const counts = level === 'ERROR' || (level === 'WARN' && message.startsWith(NOT_PUBLISHED));
    open = counts && records.length < MOST_ERRORS ? [message] : null;
    if (open) records.push({ logger, lines: open });
  };
  do for (const line of await tail.lines()) read(line);
  while (tail.behind);
  for (const line of tail.lastLine()) read(line);
  return records.map(asError);
}

function asError({ logger, lines }: { logger: string; lines: readonly string[] }): LoggedError {
  const from = lines.findIndex((line, at) => at > 0 && THROWN.test(line));
  const message = short(lines.slice(0, from < 0 ? undefined : from).find((line) => line.trim() !== '') ?? '');
  if (from < 0) return { logger, message, thrown: null, frames: [] };
  const [, type = '', first = ''] = THROWN.exec(lines[from]!)!;
  const frames = lines.flatMap((line) => FRAME.exec(line)?.[1] ?? []);
  const stack = lines.findIndex((line) => FRAME.test(line));
  const said = short([first, ...lines.slice(from + 1, stack < 0 ? undefined : stack)].join(' '));
  const name = type.slice(type.lastIndexOf('.') + 1);
  // Some messages are only a path.
  const thrown = said.includes(' ') ? said : [name, said].filter(Boolean).join(': ');
  return { logger, message, thrown, frames };
}

const short = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_CHARACTERS);
