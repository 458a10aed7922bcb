import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Script and config to compile. Paths are absolute. */
export interface Compilation {
  /** The Nextflow executable and its version, as `readVersion` returns it. */
  readonly nextflow: string;
  readonly version: string;
  /** Whether it uses the strict parser (v2). */
  readonly isStrict: boolean;
  readonly script: string;
  /** Folder with all files that the script may use. */
  readonly sources: string;
  /** Config next to the script; it may be missing. */
  readonly config: string;
  readonly profiles: readonly string[];
  /** Working directory of Nextflow. */
  readonly scratch: string;
}

/** Name of a workflow that does not exist. A run with this entry ends before it begins. */
export const NO_WORKFLOW = 'reprise_compiles_only';

/**
 * Builds the argv with which Nextflow compiles a pipeline; null if this version cannot compile without running. With
 * the strict parser, the command is `nextflow lint`, which runs nothing; before 26.04, it does not know the classes in
 * `lib`. The older parser compiles while it runs: it executes code outside of workflows and processes, such as
 * `include` lines, but no workflow, because the requested entry does not exist.
 */
export function compileCommand(spec: Compilation): [string, ...string[]] | null {
  const { nextflow, script, sources, config, profiles, scratch } = spec;
  const log = ['-log', join(scratch, 'nextflow.log')];
  if (!spec.isStrict)
    return [
      ...([nextflow, ...log, 'run', script] as [string, ...string[]]),
      ...['-preview', '-entry', NO_WORKFLOW, '-ansi-log', 'false'],
      ...['-work-dir', join(scratch, 'work')],
      ...(profiles.length > 0 ? ['-profile', profiles.join(',')] : []),
    ];
  const isOfProject = takesProjectDir(spec.version);
  if (!isOfProject && existsSync(join(sources, 'lib'))) return null;
  const project = isOfProject ? ['-project-dir', sources] : [];
  const files = [script, ...(existsSync(config) ? [config] : [])];
  return [nextflow, ...log, 'lint', '-o', 'json', ...project, ...files];
}

/** Whether `nextflow lint` gets the path of `lib`. */
function takesProjectDir(version: string): boolean {
  const [year = 0, month = 0] = version.split('.').map(Number);
  return year > 26 || (year === 26 && month >= 4);
}
