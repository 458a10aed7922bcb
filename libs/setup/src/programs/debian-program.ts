import { canUseApt, findOnPath, type Machine } from '../machine.ts';
import { SetupError, type Say } from '../run-step.ts';
import { aptInstall } from './apt.ts';

export type DebianChoice =
  | { readonly from: 'here' }
  | { readonly from: 'apt'; readonly packages: readonly string[] }
  | { readonly from: 'nowhere'; readonly advice: string };

/** Debian program that a test starts itself. This requires root, because its processes belong to other users. */
export interface DebianProgram {
  readonly name: string;
  readonly packages: readonly string[];
  /** All packages it needs. */
  readonly programs: readonly string[];
}

export function chooseFromDebian(machine: Machine, { name, packages, programs }: DebianProgram): DebianChoice {
  if (!canUseApt(machine)) return { from: 'nowhere', advice: `${name} is only tried by root on Debian.` };
  if (programs.every((each) => findOnPath(machine, each) !== undefined)) return { from: 'here' };
  if (machine.hasSystemd)
    return {
      from: 'nowhere',
      advice: `${name} is not tried: installing it would start its services. If that may be, type \`apt-get install ${packages.join(' ')}\`.`,
    };
  return { from: 'apt', packages };
}

/**
 * Ensures that a program is installed, if the test machine allows it.
 * @returns whether it is available
 * @throws SetupError
 */
export async function ensureFromDebian(machine: Machine, say: Say, program: DebianProgram): Promise<boolean> {
  const { name } = program;
  const choice = chooseFromDebian(machine, program);
  if (choice.from === 'apt') {
    say(`${name}: installing it with apt (about half a minute)`);
    await aptInstall(machine, name.toLowerCase(), choice.packages);
    if (chooseFromDebian(machine, program).from !== 'here')
      throw new SetupError(`apt installed ${choice.packages.join(', ')}, and there is still no ${name} on PATH.`);
  }
  if (choice.from === 'nowhere') say(choice.advice);
  return choice.from !== 'nowhere';
}
