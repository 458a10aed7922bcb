import type { Kernel } from '../kernel/kernel.ts';
import type { LogStore } from '../log/log-store.ts';
import type { Plant } from '../plants.ts';
import type { Tables } from '../tables/tables.ts';
import type { Network } from './network.ts';

/** Simulated servers and messages that all services share. */
export interface Servers {
  readonly kernel: Kernel;
  readonly store: LogStore;
  readonly tables: Tables;
  readonly network: Network;
  readonly plant: Plant | null;
}
