/** Nextflow's own report of an error, in its output. */
export interface ErrorReport {
  /** The task that failed, by its name `ALIGN (DEMO1)`; null where Nextflow itself failed. */
  task: string | null;
  causedBy: string | null;
  exitCode: number | null;
  /** The task's stderr as far as the report has it, or Nextflow's own message. */
  errorLines: string[];
  workDir: string | null;
}

const SECTION =
  /^(Caused by|Command executed|Command exit status|Command output|Command error|Command wrapper|Work dir|Container|Tip)\b/;
/** Lines without information about an error. */
const ORDINARY =
  /\[(?:[0-9a-f]{2}\/[0-9a-f]{6}|skipping)\] |^(?:WARN: |Launching `|N E X T F L O W| N E X T F L O W)|^Picked up /;
const MAX_LINES = 20;

/** Parses the `ERROR ~` that ended a run, or without one Nextflow's plain last lines; null where there is neither. */
export function parseErrorReport(output: string): ErrorReport | null {
  const start = fatalError(output);
  if (start < 0) return plainReport(output);
  const block = output.slice(start + 'ERROR ~ '.length);
  const [headline = '', ...rest] = (block.split(/^ -- Check /m, 1)[0] ?? '').split('\n');
  const task = /^Error executing process > '(.*)'?$/.exec(headline)?.[1]?.replace(/'$/, '') ?? null;
  if (task === null) return nextflowReport([headline, ...rest], placeIn(block));
  const sections = readSections(rest);
  const exit = Number.parseInt(sections.get('Command exit status')?.[0] ?? '', 10);
  return {
    task,
    causedBy: sections.get('Caused by')?.join('\n') || null,
    exitCode: Number.isSafeInteger(exit) ? exit : null,
    errorLines: (sections.get('Command error') ?? sections.get('Command output') ?? []).slice(-MAX_LINES),
    workDir: sections.get('Work dir')?.[0] ?? null,
  };
}

/**
 * Finds the start of the error that ended a run: of the first task that failed, else the last one. A script may log errors
 * and go on. Negative where there is none.
 */
function fatalError(output: string): number {
  const ofTask = output.search(/^ERROR ~ Error executing process > /m);
  return ofTask >= 0 ? ofTask : ([...output.matchAll(/^ERROR ~ /gm)].at(-1)?.index ?? -1);
}

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
  const message = lines.filter((line) => line.trim() !== '').slice(0, MAX_LINES);
  return message.length === 0
    ? null
    : { task: null, causedBy: null, exitCode: null, errorLines: [...message, ...place], workDir: null };
}

/** ` -- Check script 'main.nf' at line: 2 or see ...` */
function placeIn(output: string): string[] {
  const [, script, line] = /^ -- Check script '(.*)' at line: (\d+)/m.exec(output) ?? [];
  return script ? [`at line ${line} of ${script}`] : [];
}

/** Errors of the command line and the launcher have no `ERROR ~`. */
function plainReport(output: string): ErrorReport | null {
  const message = output
    .split('\n')
    .filter((line) => line.trim() !== '' && !ORDINARY.test(line) && !line.startsWith(' -- Check'));
  return nextflowReport(message.slice(-MAX_LINES), placeIn(output));
}
