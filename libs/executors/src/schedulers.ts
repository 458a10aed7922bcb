import { awsBatch } from './awsbatch/awsbatch.ts';
import { k8s } from './k8s/k8s.ts';
import { lsf } from './lsf/lsf.ts';
import { pbs } from './pbs/pbs.ts';
import type { EndingScheduler, Scheduler } from './scheduler.ts';
import { sge } from './sge/sge.ts';
import { slurm } from './slurm/slurm.ts';

/** Schedulers that can be queried. A new scheduler needs its own file and a line here. */
export const SCHEDULERS: readonly (Scheduler | EndingScheduler)[] = [
  slurm(),
  sge(),
  pbs('pbs'),
  pbs('pbspro'),
  lsf(),
  k8s(),
  awsBatch(),
];
