import type { MockTimers } from 'node:test';
import { random } from '@reprise/testing/random';
import type { Observed } from './checks/observed.ts';
import { StepChecks } from './checks/step-checks.ts';
import { Ledger } from './clients/ledger.ts';
import { Kernel } from './kernel/kernel.ts';
import { LogStore } from './log/log-store.ts';
import type { Plan } from './plan.ts';
import type { Plant } from './plants.ts';
import { GatewayHost } from './services/gateway-host.ts';
import { Network } from './services/network.ts';
import { RunnerHost } from './services/runner-host.ts';
import { Tables } from './tables/tables.ts';

/** Everything that one history consists of: log, tables, two gateways, and two runners with their machines. */
export class World implements Observed {
  readonly kernel: Kernel;
  readonly store = new LogStore();
  readonly tables = new Tables();
  readonly ledger = new Ledger();
  readonly gateways: readonly GatewayHost[];
  readonly runners: readonly RunnerHost[];
  readonly checks: StepChecks;

  constructor(plan: Plan, plant: Plant | null, timers: MockTimers) {
    const fates = new Map(plan.faults.map(({ step, fate }) => [step, fate]));
    this.kernel = new Kernel({ next: random(plan.schedule), fates, timers, onStep: () => this.checks.check() });
    const { kernel, store, tables } = this;
    const servers = { kernel, store, tables, network: new Network(), plant };
    this.gateways = ['g1', 'g2'].map((name) => new GatewayHost(name, servers));
    this.runners = ['r1', 'r2'].map((name) => new RunnerHost(name, servers));
    this.checks = new StepChecks(this);
  }

  get machines() {
    return this.runners.map(({ machine }) => machine);
  }

  get services() {
    return [...this.gateways, ...this.runners].map(({ service }) => service);
  }
}
