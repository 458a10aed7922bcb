import type { Kernel } from '../kernel/kernel.ts';
import type { Ledger } from '../clients/ledger.ts';
import type { LogStore } from '../log/log-store.ts';
import type { Machine } from '../machine/machine.ts';
import type { ServiceHost } from '../services/service-host.ts';
import type { Tables } from '../tables/tables.ts';

/** Facts for the checks, all from outside the services. */
export interface Observed {
  readonly kernel: Kernel;
  readonly store: LogStore;
  readonly tables: Tables;
  readonly ledger: Ledger;
  /** One for each runner, with its name. */
  readonly machines: readonly Machine[];
  readonly services: readonly ServiceHost[];
}
