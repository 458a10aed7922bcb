import { aptInstall } from './apt.ts';
import { canUseApt, findOnPath, type Machine } from '../machine.ts';
import { SetupError, type Say } from '../run-step.ts';

const PACKAGES = ['slurm-wlm', 'munge'];
const PROGRAMS = ['slurmctld', 'slurmd', 'munged', 'squeue'];

export type SlurmChoice =
  | { readonly from: 'here' }
  | { readonly from: 'apt'; readonly packages: readonly string[] }
  | { readonly from: 'nowhere'; readonly advice: string };

/** A Slurm of the test's own, which takes root: its daemon starts jobs of other users. */
export function chooseSlurm(machine: Machine): SlurmChoice {
  if (!canUseApt(machine))
    return { from: 'nowhere', advice: 'Slurm is only tried by root on Debian, which can start one of its own.' };
  if (PROGRAMS.every((program) => findOnPath(machine, program) !== undefined)) return { from: 'here' };
  if (machine.hasSystemd)
    return {
      from: 'nowhere',
      advice: `Slurm is not tried: installing it would start its services. If that may be, type \`apt-get install ${PACKAGES.join(' ')}\`.`,
    };
  return { from: 'apt', packages: PACKAGES };
}

/** Makes sure that there is Slurm, where a test can have it. @returns whether there is @throws SetupError */
export async function ensureSlurm(machine: Machine, say: Say): Promise<boolean> {
  const choice = chooseSlurm(machine);
  if (choice.from === 'apt') {
    say('Slurm: installing it with apt (about half a minute)');
    await aptInstall(machine, 'slurm', choice.packages);
    if (chooseSlurm(machine).from !== 'here')
      throw new SetupError(`apt installed ${choice.packages.join(', ')}, and there is still no Slurm on PATH.`);
  }
  if (choice.from === 'nowhere') say(choice.advice);
  return choice.from !== 'nowhere';
}
