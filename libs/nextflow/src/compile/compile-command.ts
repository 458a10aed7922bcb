import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Script and config that are compiled. Paths are absolute. */
export interface Compilation {
  /** The Nextflow executable, and its version as `readVersion` gives it. */
  readonly nextflow: string;
  readonly version: string;
  /** Whether it reads with the strict parser (v2). */
  readonly isStrict: boolean;
  readonly script: string;
  /** Folder with all files that the script may use. */
  readonly sources: string;
  /** The config beside the script, which need not be there. */
  readonly config: string;
  readonly profiles: readonly string[];
  /** Folder in which Nextflow runs. */
  readonly scratch: string;
}

/** No workflow has this name: a run with it as its entry ends before it begins. */
export const NO_WORKFLOW = 'reprise_compiles_only';

/**
 * Makes the argv by which a Nextflow compiles a pipeline; null where it cannot without running it. With the strict parser
 * that is `nextflow lint`, which runs nothing; before 26.04 it does not know the classes in `lib`. The older parser compiles as it runs: what stands outside
 * of workflows and processes is executed, such as the `include` lines, and no workflow, since none has the name of the
 * entry that is asked for.
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

/** Whether `nextflow lint` is told where `lib` is. */
function takesProjectDir(version: string): boolean {
  const [year = 0, month = 0] = version.split('.').map(Number);
  return year > 26 || (year === 26 && month >= 4);
}
