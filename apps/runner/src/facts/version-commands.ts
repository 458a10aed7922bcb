import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Isolation } from '@reprise/nextflow';
import { passedVariables, type Pipeline, type ReportedVersion } from '@reprise/pipelines';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { homeVariables, withHome } from '../attempt/job-home.ts';

/** Settings of the commands, which run like tasks. */
export interface CommandSettings {
  readonly isolation: Isolation;
  readonly environment: Readonly<Record<string, string>>;
  readonly variables: NodeJS.ProcessEnv;
}

const SECONDS = 10;
const MAX_BYTES = 64 * 1024;

/**
 * Runs the manifest's `versions` commands one after another, for tools that no task reported. They run like tasks, in
 * the launch dir. The first text in their output that looks like a version is used.
 * @param onWarning receives each command that yielded no version, with the reason
 */
export async function commandVersions(
  started: StartedAttempt,
  { manifest, sources }: Pipeline,
  reported: readonly ReportedVersion[],
  settings: CommandSettings,
  onWarning: (problem: string) => void,
): Promise<ReportedVersion[]> {
  const { paths, marker } = started;
  const known = new Set(reported.map(({ name }) => name));
  const found: ReportedVersion[] = [];
  for (const [name, command] of Object.entries(manifest.versions)) {
    if (known.has(name)) continue;
    const { isolation, environment, variables } = settings;
    const [program = '', ...args] = [
      ...withHome(isolation, started).prefix({ cwd: paths.launchDir, paths: [sources] }),
      ...['timeout', '-k', '1', String(SECONDS), 'sh', '-c', `${command} 2>&1`],
    ];
    const env = {
      ...passedVariables(variables, manifest.environment),
      ...environment,
      ...homeVariables(started),
      ...marker,
    };
    // Some programs print their version and fail, such as `bwa`.
    const output = await promisify(execFile)(program, args, { cwd: paths.launchDir, env, maxBuffer: MAX_BYTES }).then(
      ({ stdout }) => stdout,
      (error: unknown) => (error as { stdout?: string }).stdout ?? '',
    );
    const version = /(?<![\w.])v?(\d+(?:\.\d+)+[\w.+-]*)/.exec(output)?.[1];
    if (version) found.push({ name, version, step: null });
    else onWarning(`No version of ${name} is recorded: the command \`${command}\` printed none`);
  }
  return found;
}
