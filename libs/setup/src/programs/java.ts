import { join } from 'node:path';
import { aptInstall, firstInApt } from './apt.ts';
import { canUseApt, findOnPath, isAtLeast, isExecutable, versionOf, type Machine } from '../machine.ts';
import { SetupError, type Say } from '../run-step.ts';

const oldest = [17, 0] as const;
const packages = ['openjdk-21-jre-headless', 'openjdk-17-jre-headless'];

export type JavaChoice =
  | { readonly from: 'path'; readonly file: string }
  | { readonly from: 'apt'; readonly oneOf: readonly string[] }
  | { readonly from: 'nowhere'; readonly advice: string };

/** Java >= 17 in JAVA_HOME or on PATH, else from apt if permitted, else the command that the user must run. */
export function chooseJava(machine: Machine): JavaChoice {
  const file = javaOf(machine);
  const found = file === undefined ? undefined : versionOf(machine, file, ['-version']);
  if (file !== undefined && found !== undefined && isAtLeast(found, oldest)) return { from: 'path', file };
  if (canUseApt(machine) && machine.env['JAVA_HOME'] === undefined) return { from: 'apt', oneOf: packages };
  return { from: 'nowhere', advice: `Nextflow needs Java 17 or newer (${seen(machine, found)}): ${command(machine)}` };
}

/** Ensures a Java for Nextflow. @throws SetupError */
export async function ensureJava(machine: Machine, say: Say): Promise<void> {
  const choice = chooseJava(machine);
  if (choice.from === 'path') return;
  if (choice.from === 'nowhere') throw new SetupError(choice.advice);
  say('Java: installing it with apt (half a minute or more)');
  const name = await firstInApt(machine, choice.oneOf);
  if (name === undefined) throw new SetupError(`apt has none of ${choice.oneOf.join(', ')}: install Java 17 or newer.`);
  await aptInstall(machine, 'java', [name]);
}

/** Nextflow prefers the Java of JAVA_HOME. */
function javaOf(machine: Machine): string | undefined {
  const home = machine.env['JAVA_HOME'];
  if (home === undefined) return findOnPath(machine, 'java');
  const file = join(home, 'bin', 'java');
  return isExecutable(file) ? file : undefined;
}

function seen(machine: Machine, found: readonly number[] | undefined): string {
  const home = machine.env['JAVA_HOME'];
  const where = home === undefined ? 'on PATH' : `in JAVA_HOME ${home}`;
  return found ? `${where} it is ${found.join('.')}` : `${where} is none`;
}

function command(machine: Machine): string {
  if (machine.env['JAVA_HOME'] !== undefined) return 'set JAVA_HOME to a newer one, or unset it.';
  if (machine.platform === 'darwin') return 'type `brew install openjdk@21` and put it on PATH.';
  return machine.distribution.includes('debian')
    ? `type \`sudo apt-get install ${packages.at(-1) ?? ''}\`.`
    : 'install it from the packages of your system.';
}
