import type { Machine } from '../machine.ts';
import type { Say } from '../run-step.ts';
import { chooseFromDebian, ensureFromDebian, type DebianChoice, type DebianProgram } from './debian-program.ts';

/** `crun`, Podman's default, rejects machines that have both versions of cgroups. */
const PODMAN: DebianProgram = {
  name: 'Podman',
  packages: ['podman', 'runc', 'uidmap'],
  programs: ['podman', 'runc', 'newuidmap'],
};

export const choosePodman = (machine: Machine): DebianChoice => chooseFromDebian(machine, PODMAN);

/** Ensures Podman, if the test machine allows it. @returns whether it is available @throws SetupError */
export const ensurePodman = (machine: Machine, say: Say): Promise<boolean> => ensureFromDebian(machine, say, PODMAN);
