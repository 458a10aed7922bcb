import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Folder of the pipeline. Its specs are outside, because its revision is a hash of the whole folder. */
export const wes = join(import.meta.dirname, '../../../pipelines/wes');

export interface Ending {
  readonly code: number;
  readonly stdout: string;
}

/** Runs the pipeline as a runner does: with a params file, in a separate launch folder. */
export function runWes(launchDir: string, params: Record<string, unknown>, options: string[] = []): Promise<Ending> {
  mkdirSync(launchDir, { recursive: true });
  writeFileSync(join(launchDir, 'params.json'), JSON.stringify(params));
  return nextflow(launchDir, ['run', wes, '-ansi-log', 'false', '-params-file', 'params.json', ...options]);
}

/** For Java programs that end after seconds, as Nextflow and FastQC do on the demo: half of FastQC's processor time. */
const SHORT_LIVED_JAVA = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

/** Returns Nextflow's exit code and its output. A code other than 0 is a result, not an error. */
export function nextflow(cwd: string, args: string[]): Promise<Ending> {
  const command = findNextflow();
  const env = { ...process.env, JAVA_TOOL_OPTIONS: SHORT_LIVED_JAVA };
  return new Promise((resolve, reject) => {
    execFile(command, ['-log', 'nextflow.log', ...args], { cwd, env }, (error, stdout) => {
      if (error === null) resolve({ code: 0, stdout });
      else if (typeof error.code === 'number') resolve({ code: error.code, stdout });
      else reject(error);
    });
  });
}

/** The session of the first run in a launch folder: the sixth column of Nextflow's history. */
export function sessionOf(launchDir: string): string {
  const session = readFileSync(join(launchDir, '.nextflow/history'), 'utf8').split('\t')[5];
  if (session === undefined) throw new Error(`Nothing has run in ${launchDir}.`);
  return session;
}

/** REPRISE_NEXTFLOW, otherwise the Nextflow that the set-up installed, otherwise the one on PATH. */
function findNextflow(): string {
  const set = process.env['REPRISE_NEXTFLOW'];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'nextflow'));
  const candidates = set ? [set] : [join(wes, '../../.tools/nextflow/nextflow'), ...onPath];
  const found = candidates.find(isExecutable);
  if (found === undefined) {
    throw new Error(
      `There is no Nextflow at ${set ?? '.tools/nextflow/nextflow or on PATH'}: run \`npm test\`, which installs one, or set REPRISE_NEXTFLOW.`,
    );
  }
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // accessSync can report this only by throwing
  }
}
