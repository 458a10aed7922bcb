import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findOnPath, isExecutable, type Machine } from '../machine.ts';
import { launcherScript, pom, version, warmUp, warmUpOptions } from './nextflow-jars.ts';
import { isStamped, onlyOnce } from '../only-once.ts';
import { runStep, SetupError, type Say } from '../run-step.ts';

const official = `https://github.com/nextflow-io/nextflow/releases/download/v${version}/nextflow`;

export type NextflowChoice =
  | { readonly from: 'setting'; readonly file: string }
  | { readonly from: 'path'; readonly file: string }
  | { readonly from: 'installed-before'; readonly file: string }
  | { readonly from: 'maven'; readonly maven: string }
  | { readonly from: 'official-launcher' }
  | { readonly from: 'nowhere'; readonly advice: string };

/** REPRISE_NEXTFLOW, else `nextflow` on PATH, else what was installed here, else the jars by Maven, else the official launcher. */
export function chooseNextflow(machine: Machine): NextflowChoice {
  const set = machine.env['REPRISE_NEXTFLOW'];
  if (set !== undefined && set !== '') {
    const file = set.includes('/') ? set : findOnPath(machine, set);
    if (file !== undefined && isExecutable(file)) return { from: 'setting', file };
    return {
      from: 'nowhere',
      advice: `REPRISE_NEXTFLOW is ${set}, which is no executable file: correct it, or unset it.`,
    };
  }
  const onPath = findOnPath(machine, 'nextflow');
  if (onPath !== undefined) return { from: 'path', file: onPath };
  const own = ownFile(machine);
  if (isExecutable(own) && isStamped(machine, 'nextflow', version)) return { from: 'installed-before', file: own };
  const maven = findOnPath(machine, 'mvn');
  return maven === undefined ? { from: 'official-launcher' } : { from: 'maven', maven };
}

/** Makes sure that there is a Nextflow, and answers its path; Java must be there. @throws SetupError */
export async function ensureNextflow(machine: Machine, say: Say): Promise<string> {
  const choice = chooseNextflow(machine);
  const file = ownFile(machine);
  const isThere = () => isExecutable(file);
  switch (choice.from) {
    case 'setting':
    case 'path':
      return choice.file;
    case 'installed-before':
      renewLauncher(file);
      return choice.file;
    case 'maven':
      await onlyOnce(machine, 'nextflow', version, isThere, () => installJars(machine, choice.maven, say));
      return file;
    case 'official-launcher':
      await onlyOnce(machine, 'nextflow', version, isThere, () => installLauncher(machine, say));
      return file;
    case 'nowhere':
      throw new SetupError(choice.advice);
  }
}

function ownFile(machine: Machine): string {
  return join(machine.root, '.tools', 'nextflow', 'nextflow');
}

/** Replaces the launcher of the jars by that of this release; their version alone would not tell. */
function renewLauncher(file: string): void {
  const isOurs = existsSync(join(dirname(file), 'jars'));
  if (!isOurs || readFileSync(file, 'utf8') === launcherScript) return;
  writeFileSync(`${file}.unfinished`, launcherScript, { mode: 0o755 });
  renameSync(`${file}.unfinished`, file);
}

async function installJars(machine: Machine, maven: string, say: Say): Promise<void> {
  say(`Nextflow ${version}: fetching its jars with Maven (40 MB)`);
  const folder = join(machine.root, '.tools', 'nextflow');
  rmSync(join(folder, 'jars'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pom.xml'), pom);
  await runStep(machine, {
    name: 'nextflow',
    command: maven,
    args: [
      '--batch-mode',
      '--file',
      join(folder, 'pom.xml'),
      'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
      `-DoutputDirectory=${join(folder, 'jars')}`,
      '-DincludeScope=runtime',
    ],
  });
  const unfinished = `${ownFile(machine)}.unfinished`;
  writeFileSync(unfinished, launcherScript, { mode: 0o755 });
  await archiveClasses(machine, unfinished, folder);
  renameSync(unfinished, ownFile(machine));
}

/** Writes the class archive that the launcher starts with, by one run of a small pipeline. */
async function archiveClasses(machine: Machine, launcher: string, folder: string): Promise<void> {
  const place = join(folder, 'warm-up');
  rmSync(join(folder, 'nextflow.jsa'), { force: true });
  mkdirSync(place, { recursive: true });
  for (const [name, text] of Object.entries(warmUp)) writeFileSync(join(place, name), text);
  const step = {
    name: 'nextflow-archive',
    command: launcher,
    args: ['run', 'main.nf', ...warmUpOptions],
    cwd: place,
    env: { NXF_OPTS: `-XX:ArchiveClassesAtExit=${join(folder, 'nextflow.jsa')}` },
  };
  // Nextflow starts without it, only slower.
  await runStep(machine, step).catch(() => undefined);
  rmSync(place, { recursive: true, force: true });
}

async function installLauncher(machine: Machine, say: Say): Promise<void> {
  say(`Nextflow ${version}: downloading the official launcher`);
  const advice = `put nextflow on PATH, or set REPRISE_NEXTFLOW to it`;
  const answer = await fetch(official).catch((error: unknown) => {
    throw new SetupError(`${official} cannot be reached (${String(error)}): ${advice}.`);
  });
  if (!answer.ok) throw new SetupError(`${official} answered ${String(answer.status)}: ${advice}.`);
  mkdirSync(join(machine.root, '.tools', 'nextflow'), { recursive: true });
  const unfinished = `${ownFile(machine)}.unfinished`;
  writeFileSync(unfinished, Buffer.from(await answer.arrayBuffer()), { mode: 0o755 });
  // Its first run fetches the program that it launches.
  await runStep(machine, { name: 'nextflow', command: unfinished, args: ['-v'], env: { NXF_VER: version } });
  renameSync(unfinished, ownFile(machine));
}
