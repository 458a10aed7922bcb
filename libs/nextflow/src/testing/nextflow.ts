import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseVersion } from '../command/nextflow-version.ts';

/**
 * The real Nextflow: `REPRISE_NEXTFLOW`, else the one that setup installed, else the one on PATH. Without one, the
 * tests fail.
 */
export function findNextflow(): string {
  const installed = fileURLToPath(new URL('../../../../.tools/nextflow/nextflow', import.meta.url));
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'nextflow'));
  const found = [process.env['REPRISE_NEXTFLOW'], installed, ...onPath].find((path) => path && isExecutable(path));
  if (!found)
    throw new Error('These tests need a real Nextflow: set REPRISE_NEXTFLOW, or let `npm start` install one.');
  return found === installed ? realpathSync(found) : found; // setup links to it
}

let version: string | undefined;

/** Version of that Nextflow. Read from the name of its jar if setup installed it, because a query starts a JVM. */
export function nextflowVersion(): string {
  const nextflow = findNextflow();
  const jars = join(dirname(nextflow), 'jars');
  const jar = existsSync(jars)
    ? readdirSync(jars).map((name) => /^nextflow-(\d.*?)(?:-one)?\.jar$/.exec(name)?.[1])
    : [];
  version ??= jar.find(Boolean) ?? parseVersion(execFileSync(nextflow, ['-v'], { encoding: 'utf8' })) ?? '';
  return version;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
