import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findOnPath, isExecutable, type Machine } from '../machine.ts';
import { installNextflowJars } from './install-nextflow-jars.ts';
import { launcherScript } from './nextflow-jars.ts';
import { version } from './nextflow-pom.ts';
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
      await onlyOnce(machine, 'nextflow', version, isThere, () =>
        installNextflowJars(machine, { maven: choice.maven, version, folder: dirname(file) }, say),
      );
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
