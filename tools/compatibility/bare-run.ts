import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { filesIn, taskLine, type Outcome } from './outcome.ts';
import { configOf, placed, type Places, type CompatibilityCase } from './compatibility-case.ts';

/** Variables of a user's shell that a run needs. */
const PASSED = ['PATH', 'HOME', 'USER', 'LANG', 'TZ', 'TMPDIR', 'JAVA_HOME', 'JAVA_CMD'];

export interface BareSettings {
  readonly nextflow: string;
  readonly pluginsDir: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a case with Nextflow alone, as from a shell. @param folder for launch, work and output dir */
export async function runBare(
  given: CompatibilityCase,
  folder: string,
  places: Places,
  settings: BareSettings,
  signal: AbortSignal,
): Promise<Outcome> {
  const [launchDir, outputDir] = [join(folder, 'launch'), join(folder, 'output')];
  const launch = placed({ ...defaultsOf(given), ...given.launch }, places);
  mkdirSync(launchDir, { recursive: true });
  for (const [name, target] of Object.entries(launch.files ?? {})) symlinkSync(target, join(launchDir, name));
  writeFileSync(
    join(folder, 'params.json'),
    JSON.stringify({ ...placed(given.params, places), output_dir: outputDir }),
  );
  if (launch.config !== undefined) writeFileSync(join(folder, 'extra.config'), launch.config);
  writeFileSync(join(folder, 'trace.config'), TRACE);
  const exits: number[] = [];
  const tasks: string[] = [];
  for (const [index, mode] of (['fresh', ...given.then] as const).entries()) {
    const trace = join(folder, `trace.${String(index)}.tsv`);
    if (mode !== 'fresh') for (const name of given.mend) writeFileSync(join(places.side, name), '');
    if (mode === 'rerun') rmSync(outputDir, { recursive: true, force: true });
    const args = [
      ...['-log', join(folder, `nextflow.${String(index)}.log`), 'run', join(given.folder, 'main.nf')],
      ...['-params-file', join(folder, 'params.json'), '-ansi-log', 'false', '-with-trace', trace],
      ...['-work-dir', launch.work_dir ?? join(folder, 'work')],
      ...(launch.profiles ? ['-profile', launch.profiles.join(',')] : []),
      ...(launch.entry === undefined ? [] : ['-entry', launch.entry]),
      ...(launch.stub_run ? ['-stub-run'] : []),
      ...(launch.config === undefined ? [] : ['-c', join(folder, 'extra.config')]),
      ...['-c', join(folder, 'trace.config')],
      ...(mode === 'resume' ? ['-resume'] : []),
    ];
    const env = { ...ownVariables(settings.pluginsDir), ...settings.env, ...launch.env };
    const timeout = AbortSignal.timeout(given.seconds * 1000);
    const output = join(folder, `output.${String(index)}.txt`);
    exits.push(await run(settings.nextflow, args, { cwd: launchDir, env, output }, AbortSignal.any([signal, timeout])));
    tasks.push(...tasksIn(trace, index + 1), ...storedIn(output, index + 1));
  }
  const succeeded = exits.at(-1) === 0;
  const enough = tasks.filter((task) => task.startsWith('1:')).length >= given.tasks;
  return {
    exits,
    tasks: tasks.toSorted(),
    published: filesIn(outputDir, given.varying),
    effects: effectsOf(places.side, launchDir, given.varying),
    unexpected: [
      ...(succeeded === given.succeeds ? [] : [`ended with exit status ${String(exits.at(-1))}`]),
      ...(enough ? [] : [`fewer than ${String(given.tasks)} tasks`]),
    ],
  };
}

/** Lists what a run wrote to its side folder, and to its launch dir except Nextflow's own files. */
export const effectsOf = (side: string, launchDir: string, varying: readonly string[]): string[] => [
  ...filesIn(side, varying).map((file) => `side/${file}`),
  ...filesIn(launchDir, varying, ['.nextflow', 'work']).map((file) => `launch/${file}`),
];

/** Launch options of the manifest, with the folder's files as on a command line. */
function defaultsOf({ manifest, folder }: CompatibilityCase): CompatibilityCase['launch'] {
  const { files = {}, ...others } = (manifest['launch'] ?? {}) as CompatibilityCase['launch'];
  const links = Object.entries(files).map(([name, path]) => [name, resolve(folder, path)]);
  const config = configOf(manifest, folder);
  return {
    ...others,
    files: Object.fromEntries(links) as Record<string, string>,
    ...(config !== undefined && { config }),
  };
}

/** Name and tag may contain tabs and newlines, so they are the last field. */
const TRACE = `trace {
  raw = true
  overwrite = true
  fields = 'hash,task_id,status,exit,error_action,process,tag'
}
`;

function tasksIn(trace: string, attempt: number): string[] {
  if (!existsSync(trace)) return [];
  const rows = readFileSync(trace, 'utf8')
    .split(/\n(?=[0-9a-f]{2}\/[0-9a-f]{6}\t)/)
    .slice(1)
    .map((row) => row.replace(/\n$/, '').split('\t'))
    // Nextflow repeats rows of tasks that completed before their start was recorded, with any status.
    .filter(([, , status = '']) => !['SUBMITTED', 'RUNNING'].includes(status));
  const unique = new Map(rows.map((row) => [row[1], row]));
  return [...unique.values()].map(([, , status = '', exit = '', action = '', process = '', ...tag]) => {
    const words = status === 'FAILED' && action === 'RETRY' ? 'retried' : status.toLowerCase();
    const text = tag.join('\t');
    return taskLine(attempt, process, text === '-' ? null : text, words, exit === '-' ? null : Number(exit));
  });
}

/** Tasks whose results were found in their `storeDir`: Nextflow prints them, but omits them from the trace. */
const storedIn = (output: string, attempt: number): string[] =>
  [...readFileSync(output, 'utf8').matchAll(/^\[skipping\] Stored process > (\S+)(?: \((.*)\))?$/gm)].map(
    ([, process = '', tag]) => taskLine(attempt, process, tag ?? null, 'cached', null),
  );

function ownVariables(pluginsDir: string): Record<string, string> {
  const passed = Object.entries(process.env).filter(([name]) => PASSED.includes(name) || name.startsWith('NXF_'));
  const own = Object.fromEntries(passed.map(([name, value]) => [name, value ?? '']));
  return { ...own, LC_ALL: 'C.UTF-8', NXF_OFFLINE: 'true', NXF_PLUGINS_DIR: pluginsDir };
}

/** Runs a program in a separate process group, which the signal ends. */
async function run(
  command: string,
  args: readonly string[],
  { output, ...options }: { readonly cwd: string; readonly env: Record<string, string>; readonly output: string },
  signal: AbortSignal,
): Promise<number> {
  const printed = openSync(output, 'w');
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', printed, printed] });
  closeSync(printed);
  const end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
  signal.addEventListener('abort', end);
  const [code] = (await once(child, 'exit')) as [number | null];
  signal.removeEventListener('abort', end);
  signal.throwIfAborted();
  return code ?? -1;
}
