import { compilerReport } from './compiler-errors.ts';

/** Nextflow's own error report, in its output. */
export interface ErrorReport {
  /** The failed task's name, `ALIGN (DEMO1)`; null if Nextflow itself failed. */
  task: string | null;
  causedBy: string | null;
  exitCode: number | null;
  /** The task's stderr as far as Nextflow reports it, or Nextflow's complete own message. */
  errorLines: string[];
  workDir: string | null;
}

const SECTION =
  /^(Caused by|Source block|Command executed|Command exit status|Command output|Command error|Command (?:wrapper|log)|Work dir|Container|Tip)\b/;
/** Lines without information about an error. */
const ORDINARY =
  /\[(?:[0-9a-f]{2}\/[0-9a-f]{6}|skipping)\] |^(?:WARN: |Launching `|N E X T F L O W| N E X T F L O W)|^Picked up /;
/** Nextflow 22.10 has no `ERROR ~`. */
const TASK = /^(?:ERROR ~ )?Error executing process > '/m;
/** Error about a task that succeeded and whose results could not be published. */
const UNFINISHED = /^ERROR ~ Unexpected error while finalizing task '(.+)' - cause: (.+)$/m;
const HASH_DUMP = /^.*\] cache hash: [0-9a-f]{32}; mode: \w+; entries: ?\[\n[^]*?^\]$/gm;
/** Headline of several paragraphs, without `ERROR ~` in Nextflow 22.10. */
const CONFIG = /^Unable to parse config file: '/;
/** A line that closes a banner. */
const RULE = /^\W{0,4}[-=*#_~]{10,}\W{0,4}$/;
const MAX_LINES = 20;

/**
 * Parses the report of what ended a run, by one rule: the first failed task; else the compiler's errors; else the cause
 * of the abort, if printed; else the last `ERROR ~`; else the last output. Scripts may log errors and continue, so
 * `ERROR ~` alone proves nothing. Null if none of these exist.
 */
export function parseErrorReport(output: string, cause: string | null = null): ErrorReport | null {
  const text = output.replace(HASH_DUMP, '');
  const ofTask = TASK.exec(text);
  if (ofTask) return taskReport(text.slice(ofTask.index));
  const [, unfinished, why = null] = UNFINISHED.exec(text) ?? [];
  if (unfinished) return { task: unfinished, causedBy: why, exitCode: null, errorLines: [], workDir: null };
  const compiler = compilerReport(text);
  if (compiler) return nextflowReport(compiler, []);
  const said = cause === null ? null : startOf(cause.split('\n', 1)[0] ?? '', text);
  if (cause !== null && said !== null) return nextflowReport(cause.split('\n'), placeIn(text.slice(said)));
  const error = [...text.matchAll(/^ERROR ~ /gm)].at(-1);
  if (!error) return plainReport(text);
  const block = text.slice(error.index + error[0].length);
  return nextflowReport(beforeCheck(block), placeIn(block));
}

function taskReport(block: string): ErrorReport {
  const [headline = '', ...rest] = beforeCheck(block);
  const sections = readSections(rest);
  const exit = Number.parseInt(sections.get('Command exit status')?.[0] ?? '', 10);
  return {
    task: headline.replace(TASK, '').replace(/'$/, ''),
    causedBy: sections.get('Caused by')?.join('\n') || null,
    exitCode: Number.isSafeInteger(exit) ? exit : null,
    errorLines: (sections.get('Command error') ?? sections.get('Command output') ?? []).slice(-MAX_LINES),
    workDir: sections.get('Work dir')?.[0] ?? null,
  };
}

/** Offset of the line in the output; causes that were not printed are not shown. */
function startOf(line: string, output: string): number | null {
  const found = ['ERROR ~ ', ''].map((prefix) => `\n${output}\n`.lastIndexOf(`\n${prefix}${line}\n`));
  return found.find((at) => at >= 0) ?? null;
}

const beforeCheck = (block: string) => (block.split(/^ -- Check /m, 1)[0] ?? '').split('\n');

/** Contents are indented by two, titles are not. */
function readSections(lines: readonly string[]): Map<string, string[]> {
  const sections = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of lines) {
    const title = SECTION.exec(line)?.[1];
    if (title) sections.set(title, (current = []));
    else if (line.trim() !== '' || current.length > 0) current.push(line.replace(/^ {2}/, ''));
  }
  for (const [title, content] of sections) sections.set(title, trimEnd(content.filter((line) => line !== '(empty)')));
  return sections;
}

const trimEnd = (lines: string[]) => lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1);

function nextflowReport(lines: readonly string[], place: readonly string[]): ErrorReport | null {
  const message = lines.filter((line) => line.trim() !== '');
  return message.length === 0
    ? null
    : { task: null, causedBy: null, exitCode: null, errorLines: [...message, ...place], workDir: null };
}

/** ` -- Check script 'main.nf' at line: 2 or see ...` */
function placeIn(output: string): string[] {
  const [, script, line] = /^ -- Check script '(.*)' at line: (\d+)/m.exec(output) ?? [];
  return script ? [`at line ${line} of ${script}`] : [];
}

/** Errors of the command line and the launcher have no `ERROR ~`; nor does what a script prints before it exits. */
function plainReport(output: string): ErrorReport | null {
  const lines = output.split('\n').filter((line) => !ORDINARY.test(line) && !line.startsWith(' -- Check'));
  const said = trimEnd(lines);
  const config = said.findLastIndex((line) => CONFIG.test(line));
  const message = config >= 0 ? said.slice(config) : lastParagraph(afterBanner(said));
  return nextflowReport(message.slice(-MAX_LINES), placeIn(output));
}

const afterBanner = (lines: string[]) => lines.slice(lines.findLastIndex((line) => RULE.test(line)) + 1);

/** The compiler prints its error count in a separate paragraph. */
function lastParagraph(lines: string[]): string[] {
  const counted = /^\d+ errors?$/.test(lines.at(-1) ?? '') ? trimEnd(lines.slice(0, -1)) : lines;
  return counted.slice(counted.findLastIndex((line) => line.trim() === '') + 1);
}
