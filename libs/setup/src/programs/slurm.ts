import type { Machine } from '../machine.ts';
import type { Say } from '../run-step.ts';
import { chooseFromDebian, ensureFromDebian, type DebianChoice, type DebianProgram } from './debian-program.ts';

const SLURM: DebianProgram = {
  name: 'Slurm',
  packages: ['slurm-wlm', 'munge'],
  programs: ['slurmctld', 'slurmd', 'munged', 'squeue'],
};

export const chooseSlurm = (machine: Machine): DebianChoice => chooseFromDebian(machine, SLURM);

/** Ensures Slurm, if the test machine allows it. @returns whether it is available @throws SetupError */
export const ensureSlurm = (machine: Machine, say: Say): Promise<boolean> => ensureFromDebian(machine, say, SLURM);
