import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isInside } from '../files/is-inside.ts';
import { readText } from '../files/read-text.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { exitCodeIn } from '../watch/task-dir.ts';
import { splitName } from '../watch/task-name.ts';
import type { TraceRow } from '../watch/trace-reader.ts';
import { abortCause, abortSignal } from './abort-cause.ts';
import { isDiskFull } from './disk-full.ts';
import { ignoredMessage } from './ignored-message.ts';
import { ignoredTasks } from './ignored-tasks.ts';
import { parseErrorReport, type ErrorReport } from './parse-error-report.ts';
import type { FailureDigest } from './failure-digest.ts';
import { failureMessage } from './failure-message.ts';
import { cutText, plainText } from './plain-text.ts';

const TAIL_BYTES = 64 * 1024;
/** An abort writes the stacks of all threads after its cause. */
const LOG_BYTES = 256 * 1024;
const TRACE_BYTES = 4 * 1024 * 1024;
const MAX_MESSAGE = 4000;
const MAX_LINES = 20;
/** So that the lines fit into an event, whatever a task wrote. */
const MAX_LINE = 2000;

/** Explains from its files why an attempt failed. Always has a message. */
export async function explainFailure({
  attemptDir,
  workDir,
}: {
  attemptDir: string;
  workDir: string;
}): Promise<FailureDigest> {
  const files = attemptFiles(attemptDir);
  const [log, output] = await Promise.all([tail(files.log, LOG_BYTES), tail(files.stdout, LOG_BYTES)]);
  const cause = abortCause(log);
  const report = parseErrorReport(output, cause) ?? parseErrorReport(errorsOf(log), cause);
  const signal = abortSignal(cause);
  if (signal && !report?.task) return ofSignal(signal);
  const ignored = report?.task || cause ? [] : ignoredTasks(log, await tail(files.trace, TRACE_BYTES));
  return ignored[0] ? ofIgnored(ignored, workDir) : ofReport(report, log, workDir);
}

const ofSignal = (signal: string): FailureDigest => ({
  ...{ failing_step: null, failing_task: null, exit_code: null, stderr_tail: [], caused_by: null, disk_full: false },
  aborted_by: signal,
  message: `Nextflow was ended from outside Reprise (${signal}). Resume to go on from there.`,
});

/** The first of the ignored tasks stands for all. */
async function ofIgnored(ignored: readonly TraceRow[], workDir: string): Promise<FailureDigest> {
  const [{ process, hash, exit, workDir: dir }] = ignored as [TraceRow];
  const taskDir = dir ? await inside(dir, workDir) : null;
  const stderr_tail = await lastWordsIn(taskDir);
  return {
    failing_step: cutLine(process),
    failing_task: hash,
    exit_code: exit,
    stderr_tail,
    caused_by: null,
    disk_full: tellsDiskFull(null, stderr_tail, '') || (await isDiskFull(taskDir ?? workDir)),
    message: cutText(ignoredMessage(ignored, stderr_tail.at(-1)), MAX_MESSAGE),
  };
}

async function ofReport(report: ErrorReport | null, log: string, workDir: string): Promise<FailureDigest> {
  const taskDir = report?.workDir ? await inside(report.workDir, workDir) : null;
  const written = await lastWordsIn(taskDir);
  const said = (report?.errorLines ?? []).map(cutLine);
  const stderr_tail = written.length > 0 ? written : said.slice(0, MAX_LINES);
  const task = report?.task ? cutLine(report.task) : null;
  const digest = {
    failing_step: task ? splitName(task).process : null,
    failing_task: taskDir ? `${basename(dirname(taskDir))}/${basename(taskDir).slice(0, 6)}` : null,
    exit_code: report?.exitCode ?? (taskDir ? await exitCodeIn(taskDir) : null),
    stderr_tail,
    caused_by: report?.causedBy ?? null,
    disk_full: tellsDiskFull(report, stderr_tail, log) || (await isDiskFull(taskDir ?? workDir)),
  };
  return { ...digest, message: failureMessage(digest, task, said) };
}

const lastWordsIn = async (taskDir: string | null) =>
  taskDir ? lastLines(await tail(join(taskDir, '.command.err'), TAIL_BYTES)).map(cutLine) : [];

const RECORD = /^(?=\w{3}-\d\d \d\d:\d\d:\d\d\.\d+ \[)/m;
const ERROR_HEAD = /^.*?\] ERROR \S+ - /;

/** Errors in `.nextflow.log`, in the form they have in the output. */
const errorsOf = (log: string): string =>
  log
    .split(RECORD)
    .filter((record) => ERROR_HEAD.test(record))
    .map((record) => record.replace(ERROR_HEAD, 'ERROR ~ '))
    .join('');

const DISK_FULL = /No space left on device|Disk quota exceeded/;
/** In the log only exceptions count: it has the scripts of tasks too. */
const EXCEPTION = /^(?:Caused by: )?(?:\w+\.)+[\w$]+: .*$/gm;
const tellsDiskFull = (report: ErrorReport | null, stderr: string[], log: string) =>
  [report?.causedBy ?? '', ...(report?.errorLines ?? []), ...stderr, ...(log.match(EXCEPTION) ?? [])].some((text) =>
    DISK_FULL.test(text),
  );

/** Resolves a path that the output names; null where it is outside the work dir, since output is not trusted. */
async function inside(path: string, workDir: string): Promise<string | null> {
  const [real, root] = await Promise.all([path, workDir].map((each) => realpath(each).catch(() => null)));
  return real && root && isInside(real, root) ? real : null;
}

const cutLine = (line: string) => cutText(line, MAX_LINE);
/** Returns nothing where a file cannot be read: tasks set the modes of their files, and the ending must be recorded. */
const tail = async (path: string, bytes: number) => {
  const read = await readText(path, -bytes, bytes).catch(() => null);
  return plainText(read?.text ?? '');
};
const lastLines = (text: string) => text.trimEnd().split('\n').filter(Boolean).slice(-MAX_LINES);
