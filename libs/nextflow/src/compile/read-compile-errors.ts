import { NO_WORKFLOW } from './compile-command.ts';

/** Compiler error at a place in a script or config. */
export interface CompileError {
  readonly file: string;
  /** Starts at 1; null if the compiler does not report it. */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** `nextflow lint -o json`. */
interface LintReport {
  readonly errors: readonly {
    readonly filename: string;
    readonly startLine: number;
    readonly startColumn: number;
    readonly message: string;
  }[];
}

/** Returns the errors in the output of `nextflow lint -o json`; null if the text is not such output. */
export function readLintErrors(printed: string): CompileError[] | null {
  // The launcher may print lines before it.
  const text = /^\{$[^]*?^\}$/m.exec(printed)?.[0];
  if (text === undefined) return null;
  const { errors } = JSON.parse(text) as LintReport;
  return errors.map(({ filename, startLine, startColumn, message }) => ({
    file: filename,
    line: startLine > 0 ? startLine : null,
    column: startColumn > 0 ? startColumn : null,
    message,
  }));
}

/** Matches an error in a script or module. The place follows the message on the same or the next line. */
const REPORT = /^- file : (.+)\n- cause: (.+?)(?:\s+@ line (\d+), column (\d+)\.?)?$/gm;
const CONFIG = /^(?:ERROR ~ )?Unable to parse config file: '(.+)'$/m;
const IN_CONFIG = /^\s+\S+: \d+: (.+?)\s+@ line (\d+), column (\d+)\.?$/gm;
/** `nextflow config` only warns about it. */
const ATTRIBUTE = /^(?:ERROR ~ )?(Unknown config attribute `.+`) -- check config file: (.+)$/m;
const INCLUDE =
  /^(?:ERROR ~ )?(?:No such file.*: )?((?:Can't find a matching module file for include|Cannot find a component with name ).+)$/m;
const CHECKED = /^ -- Check script '(.+)' at line: (\d+)/m;
/** Messages of a run without a workflow to start. 24.10 compares the name with that of the unnamed workflow. */
const COMPILED = [`Unknown workflow entry name: ${NO_WORKFLOW}`, 'Strings must not be null'];

/**
 * Returns the errors in the output of a run that should end before its workflow begins (`compileCommand`); null if it
 * failed for another reason, in which case not everything was compiled.
 */
export function readRunErrors(printed: string): CompileError[] | null {
  const reports = [...printed.matchAll(REPORT)];
  if (reports.length > 0) return reports.map(([, file, message, line, column]) => error(file, message, line, column));
  const config = CONFIG.exec(printed)?.[1];
  const inConfig = config === undefined ? [] : [...printed.matchAll(IN_CONFIG)];
  if (inConfig.length > 0) return inConfig.map(([, message, line, column]) => error(config, message, line, column));
  const [, unknown, inFile] = ATTRIBUTE.exec(printed) ?? [];
  if (unknown !== undefined) return [error(inFile, unknown)];
  const [, included] = INCLUDE.exec(printed) ?? [];
  const [, script, line] = CHECKED.exec(printed) ?? [];
  if (included !== undefined && script !== undefined) return [error(script, included, line)];
  return COMPILED.some((end) => printed.split('\n').some((text) => text.replace('ERROR ~ ', '') === end)) ? [] : null;
}

const error = (file = '', message = '', line?: string, column?: string): CompileError => ({
  file,
  message,
  line: line === undefined ? null : Number(line),
  column: column === undefined ? null : Number(column),
});
