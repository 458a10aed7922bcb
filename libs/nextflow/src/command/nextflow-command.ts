import { attemptFiles } from '../supervise/attempt-files.ts';
import { TRACE_FIELDS } from '../records/trace-reader.ts';
import { dumpsHashes } from './nextflow-version.ts';

/** One `nextflow run`. Paths are absolute. */
export interface RunSpec {
  /** The Nextflow executable. */
  nextflow: string;
  script: string;
  /** As `readVersion` returns it. */
  version: string;
  /** Unique in the launch dir: a letter, then lower-case letters, digits and dashes; at most 80 characters. */
  runName: string;
  paramsFile: string;
  workDir: string;
  /** Folder for results of the script's output block. */
  outputDir: string;
  /** Folder with this attempt's trace, log and config (`attemptFiles`). */
  attemptDir: string;
  /**
   * Session to resume; null starts a new one. Never Nextflow's "last" session, because that may belong to another run
   * in this launch dir.
   */
  resumeSession: string | null;
  /** `-profile`. */
  profiles?: readonly string[] | undefined;
  /** Whether the job has its own config (`attemptFiles(attemptDir).extraConfig`). */
  hasExtraConfig?: boolean | undefined;
  /** `-entry`. */
  entry?: string | undefined;
  /** `-stub-run`. */
  stubRun?: boolean | undefined;
}

const NAME = /^[A-Za-z0-9_][\w.-]*$/;
const SESSION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Builds the argv of a run, and the text of the config file that it names (`attemptFiles(attemptDir).config`). The
 * caller writes the file.
 * @throws Error if a name or session id could be mistaken for an option
 */
export function nextflowCommand(run: RunSpec): { argv: [string, ...string[]]; config: string } {
  const { log, trace, config, extraConfig } = attemptFiles(run.attemptDir);
  if (!RUN_NAME.test(run.runName)) throw new Error(`not a run name: ${run.runName}`);
  if (run.resumeSession !== null && !SESSION.test(run.resumeSession)) {
    throw new Error(`not a session id: ${run.resumeSession}`);
  }
  const { profiles = [], entry } = run;
  for (const name of [...profiles, ...(entry === undefined ? [] : [entry])])
    if (!NAME.test(name)) throw new Error(`not the name of a profile or workflow: ${name}`);
  const resume = run.resumeSession === null ? [] : ['-resume', run.resumeSession];
  const argv: [string, ...string[]] = [
    run.nextflow,
    ...['-log', log, 'run', run.script],
    ...['-name', run.runName],
    ...['-params-file', run.paramsFile],
    ...['-work-dir', run.workDir],
    ...['-with-trace', trace],
    ...['-ansi-log', 'false'],
    ...(profiles.length > 0 ? ['-profile', profiles.join(',')] : []),
    ...(entry === undefined ? [] : ['-entry', entry]),
    ...(run.stubRun ? ['-stub-run'] : []),
    // Of two files, the later takes precedence.
    ...(run.hasExtraConfig ? ['-c', extraConfig] : []),
    ...['-c', config],
    ...resume,
  ];
  const outputDir = `outputDir = ${quoted(run.outputDir)}\n`;
  return { argv, config: `${CONFIG}${outputDir}${dumpsHashes(run.version) ? DUMP_HASHES : ''}` };
}

/**
 * Overrides the pipeline's own config: sets what `watchTasks` reads, and disables what would break a resume. Has no
 * blocks, because Nextflow compiles a class for each, which delays the start by about 30 ms.
 */
const CONFIG = `trace.raw = true
trace.overwrite = true
trace.fields = '${TRACE_FIELDS.join(',')}'
report.overwrite = true
timeline.overwrite = true
dag.overwrite = true
// How often the log says which tasks wait, by which a run that stands still is known.
executor.dumpInterval = '1 min'
// By default, a submission that a cluster did not confirm is repeated in the same work dir. If the cluster received it,
// two tasks write there.
executor.retry.maxAttempts = 1
// Deleting the work dir of a run that succeeded would leave nothing to restart from.
cleanup = false
`;

/** Makes Nextflow print the parts of each task's hash to output and log before the task, to explain cache misses. */
const DUMP_HASHES = `dumpHashes = 'json'
`;

/** Returns a text as a Groovy literal. */
const quoted = (text: string) => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;

const RUN_NAME = /^[a-z][a-z0-9-]{0,79}$/;
