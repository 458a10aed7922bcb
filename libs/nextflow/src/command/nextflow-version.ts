import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { noIsolation, type Isolation } from '../isolate/isolation.ts';

export interface NextflowVersion {
  version: string;
  /** A warning for people; null if this version was tested. */
  warning: string | null;
}

/** A cold JVM on a busy machine takes seconds. */
const TIMEOUT_MS = 60_000;

/**
 * @throws Error if the executable does not answer like Nextflow
 */
export async function readVersion(
  nextflow: string,
  env: Readonly<Record<string, string>>,
  isolation: Isolation = noIsolation(),
): Promise<NextflowVersion> {
  // The launcher may download missing parts. No pipeline code runs.
  const writable = ['HOME', 'NXF_HOME'].flatMap((name) => env[name] ?? []);
  const command = [...isolation.prefix({ cwd: '/', paths: [nextflow], writable }), nextflow, '-v'];
  const answer = await promisify(execFile)(command[0] ?? nextflow, command.slice(1), {
    env,
    timeout: TIMEOUT_MS,
  }).catch((error: unknown) => {
    throw new Error(`${nextflow} could not be asked for its version: ${(error as Error).message.trim()}`, {
      cause: error,
    });
  });
  const version = parseVersion(answer.stdout);
  if (!version)
    throw new Error(`${nextflow} -v did not answer as Nextflow does: ${answer.stdout.trim().slice(0, 200)}`);
  return { version, warning: versionWarning(version) };
}

/** Parses `24.10.0` from `nextflow version 24.10.0.5928`; a simulated Nextflow has its own suffix. */
export function parseVersion(output: string): string | null {
  const [, version, simulated = ''] =
    /nextflow version (\d+\.\d+\.\d+(?:-[a-z]+\d*)?)(?:\.\d+)?( \(simulated\))?/i.exec(output) ?? [];
  return version === undefined ? null : `${version}${simulated}`;
}

/**
 * Versions with which all tests of this library passed. The syntax and files that the library relies on exist since
 * 22.10.
 */
const TRIED = ['22.10', '23.10', '24.10', '25.04', '25.05', '25.10', '26.04'];

/** A warning for people; null if the version was tested. */
export function versionWarning(version: string): string | null {
  if (version.endsWith('(simulated)')) return 'This Nextflow is simulated: its tasks do nothing.';
  const [year = 0, month = 0] = version.split('.').map(Number);
  if (TRIED.some((tried) => version.startsWith(`${tried}.`))) return null;
  const old = year < 22 || (year === 22 && month < 10);
  return old
    ? `Nextflow ${version} is older than 22.10, the oldest that is supported.`
    : `Nextflow ${version} is not one with which all tests were run; ${TRIED.slice(0, -1).join(', ')} and ${TRIED.at(-1)} are.`;
}

/** Whether this Nextflow can dump hashes as JSON. Tested with 23.10 and later; 22.10 prints a different format. */
export function dumpsHashes(version: string): boolean {
  const [year = 0, month = 0] = version.split('.').map(Number);
  return year > 23 || (year === 23 && month >= 10);
}
