import { aptInstall } from './apt.ts';
import { canUseApt, findOnPath, type Machine } from '../machine.ts';
import { SetupError, type Say } from '../run-step.ts';

/** `crun`, which Podman would take, refuses machines with both versions of cgroups. */
const PACKAGES = ['podman', 'runc', 'uidmap'];
const PROGRAMS = ['podman', 'runc', 'newuidmap'];

export type PodmanChoice =
  | { readonly from: 'here' }
  | { readonly from: 'apt'; readonly packages: readonly string[] }
  | { readonly from: 'nowhere'; readonly advice: string };

/** Podman for a test, which takes root: the test is another user. */
export function choosePodman(machine: Machine): PodmanChoice {
  if (!canUseApt(machine))
    return { from: 'nowhere', advice: 'Podman is only tried by root on Debian, which can be another user.' };
  if (PROGRAMS.every((program) => findOnPath(machine, program) !== undefined)) return { from: 'here' };
  if (machine.hasSystemd)
    return {
      from: 'nowhere',
      advice: `Podman is not tried: installing it would start its services. If that may be, type \`apt-get install ${PACKAGES.join(' ')}\`.`,
    };
  return { from: 'apt', packages: PACKAGES };
}

/** Makes sure that there is Podman, where a test can have it. @returns whether there is @throws SetupError */
export async function ensurePodman(machine: Machine, say: Say): Promise<boolean> {
  const choice = choosePodman(machine);
  if (choice.from === 'apt') {
    say('Podman: installing it with apt (about half a minute)');
    await aptInstall(machine, 'podman', choice.packages);
    if (choosePodman(machine).from !== 'here')
      throw new SetupError(`apt installed ${choice.packages.join(', ')}, and there is still no Podman on PATH.`);
  }
  if (choice.from === 'nowhere') say(choice.advice);
  return choice.from !== 'nowhere';
}
