import { cutText } from '../plain-text.ts';

const MAX_LENGTH = 400;
/** Maximum length of a line that is searched, because unterminated paths take quadratic time. */
const MOST_SEARCHED = 4000;
const TASK_DIR = String.raw`/\S*?/[0-9a-f]{2}/[0-9a-f]{30}`;
/** Prefix that bash puts before its errors: `/work/ab/cdef/.command.run: line 159: `. */
const SHELL = new RegExp(String.raw`^(?:/\S*/)?\.command\.(?:sh|run): line \d+: `);
/**
 * `25871 Killed /bin/bash -ue .command.sh`: the signal that ended a program, then the author's command. After a long
 * name, bash prints no space.
 */
const JOB =
  /^\s*\d+ (?<signal>Segmentation fault|Bus error|Illegal instruction|Aborted|Floating point exception|Trace\/breakpoint trap|CPU time limit exceeded|File size limit exceeded|Killed|Terminated).*$/;
/** The deepest exception of a stack trace. */
const CAUSED_BY = /^Caused by: /;

/** Converts a printed line for use in a sentence: removes the shell's prefix and the task's work dir. */
export function plainLine(line: string): string {
  const text = line.trim().slice(0, MOST_SEARCHED).replace(SHELL, '').replace(JOB, '$<signal>').replace(CAUSED_BY, '');
  return cutText(
    text.replace(/\s+/g, ' ').replace(IN_TASK_DIR, '').replace(BARE_TASK_DIR, 'the work dir').trim(),
    MAX_LENGTH,
  );
}

const IN_TASK_DIR = new RegExp(`${TASK_DIR}/`, 'g');
const BARE_TASK_DIR = new RegExp(TASK_DIR, 'g');

/** Returns the signal name in a line with which bash reports a program's end, else null. */
export const endedProgram = (line: string): string | null =>
  JOB.exec(line.trim().replace(SHELL, ''))?.groups?.['signal'] ?? null;

/** Line number in the task's script that bash names, such as 2; null if it names none. */
export const scriptLine = (line: string): number | null => {
  const found = /\.command\.sh: line (\d+): /.exec(line)?.[1];
  return found === undefined ? null : Number(found);
};

/** Whether a line is only a path and thus uninformative. */
export const isOnlyPath = (line: string): boolean => /^['"]?\/\S*$/.test(line.trim()) || line.trim() === 'the work dir';
