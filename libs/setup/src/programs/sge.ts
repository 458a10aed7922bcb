import type { Machine } from '../machine.ts';
import type { Say } from '../run-step.ts';
import { chooseFromDebian, ensureFromDebian, type DebianChoice, type DebianProgram } from './debian-program.ts';

const SGE: DebianProgram = {
  name: 'SGE',
  packages: ['gridengine-master', 'gridengine-exec', 'gridengine-client'],
  programs: ['sge_qmaster', 'sge_execd', 'qstat', 'qconf'],
};

export const chooseSge = (machine: Machine): DebianChoice => chooseFromDebian(machine, SGE);

/** Ensures SGE, if the test machine allows it. @returns whether it is available @throws SetupError */
export const ensureSge = (machine: Machine, say: Say): Promise<boolean> => ensureFromDebian(machine, say, SGE);
