import { join } from 'node:path';
import { readText } from '../../files/read-text.ts';
import type { Excerpt } from './excerpt.ts';
import { cutText } from '../plain-text.ts';
import { findCause, lastSaid } from './find-cause.ts';
import { logOffset } from './log-offset.ts';
import { readPrinted, type Printed } from './read-printed.ts';
import { isSourceLine } from './source-lines.ts';

/** Task output that explains its failure. */
export interface TaskOutput {
  /** All available lines that are not the author's script. */
  readonly lines: readonly string[];
  /** The line that names the cause, else the last informative line; null if there is none. */
  readonly cause: string | null;
  /** Whether that line mentions an error. */
  readonly isNamed: boolean;
  /** Lines to show, around the cause. */
  readonly shown: readonly string[];
  readonly excerpt?: Excerpt;
}

export const MAX_LINES = 20;
/** Ensures that the lines always fit into an event. */
const MAX_LINE = 2000;
/** Number of lines shown before a cause that is not among the last lines. */
const BEFORE = 9;
const SCRIPT_BYTES = 256 * 1024;

export const cutLine = (line: string): string => cutText(line, MAX_LINE);

/** Reads a task's output: stderr; stdout if only stdout contains an error or has any output. */
export async function readTaskOutput(taskDir: string): Promise<TaskOutput> {
  const script = await readText(join(taskDir, '.command.sh'), 0, SCRIPT_BYTES).catch(() => null);
  const isSource = isSourceLine(script?.text ?? '');
  const [stderr, stdout] = await Promise.all([readPrinted(taskDir, 'stderr'), readPrinted(taskDir, 'stdout')]);
  const found = [stderr, stdout].map((printed) => ({ printed, cause: findCause(textsOf(printed), isSource) }));
  const [first, second] = found as [(typeof found)[0], (typeof found)[0]];
  const best = first.cause === null && (second.cause !== null || stderr.lines.length === 0) ? second : first;
  return outputOf(best.printed, best.cause, isSource, taskDir);
}

const textsOf = ({ lines }: Printed) => lines.map(({ text }) => text);

async function outputOf(
  printed: Printed,
  named: number | null,
  isSource: (line: string) => boolean,
  taskDir: string,
): Promise<TaskOutput> {
  const texts = textsOf(printed);
  const cause = named ?? lastSaid(texts, isSource);
  const last = Math.max(0, texts.length - MAX_LINES);
  const from = named === null || named >= last ? last : Math.max(0, named - BEFORE);
  const first = printed.lines[from];
  const line = named === null ? undefined : printed.lines[named];
  return {
    lines: texts.filter((text) => !isSource(text)),
    cause: cause === null ? null : withNext(texts, cause),
    isNamed: named !== null,
    shown: texts.slice(from, from + MAX_LINES).map(cutLine),
    ...(first &&
      printed.count !== null && {
        excerpt: {
          stream: printed.stream,
          first_line: first.number,
          cause_line: line?.number ?? null,
          lines: printed.count,
          log_offset: line ? await logOffset(taskDir, line.text) : null,
        },
      }),
  };
}

/** A line that ends with a colon continues on the next line. */
function withNext(texts: readonly string[], at: number): string {
  const [line = '', next] = texts.slice(at);
  return line.trimEnd().endsWith(':') && next ? `${line.trimEnd()} ${next.trim()}` : line;
}

/** Output of a task whose files cannot be read: the lines that Nextflow reports. */
export function reportedOutput(reported: readonly string[]): TaskOutput {
  const isSource = isSourceLine('');
  const lines = reported.filter((line) => !isSource(line));
  const named = findCause(lines, isSource);
  const cause = named ?? lastSaid(lines, isSource);
  return {
    lines,
    cause: cause === null ? null : withNext(lines, cause),
    isNamed: named !== null,
    shown: reported.slice(-MAX_LINES).map(cutLine),
  };
}
