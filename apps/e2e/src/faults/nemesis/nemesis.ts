import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from '@reprise/local-servers';
import type { AppliedFault } from '../record/facts.ts';
import type { System } from '../system/system.ts';
import { DiskFaults } from './disk-faults.ts';
import { MemoryLimit } from './memory-limit.ts';
import {
  clockVictims,
  connectionFaults,
  diskFaults,
  isSlurmDaemon,
  mailFaults,
  memoryVictims,
  signalAndVictim,
  type ClockVictim,
  type ConnectionFault,
  type DiskFault,
  type FaultKind,
  type MailFault,
  type Signal,
  type SlurmDaemon,
} from '../record/kinds.ts';
import type { PlannedFault } from './schedule.ts';
import { withDescendants } from '../system/targets.ts';
import { everything, victimsOf } from './victims.ts';

/** Seconds by which a clock jumps. */
const JUMPS_S = [-86_400, -600, -30, 30, 600, 86_400];

const LOOK_EVERY_MS = 100;

/** Applies faults to a system, and heals it. Signals only processes of that system. */
export class Nemesis {
  readonly #system: System;
  readonly #disk: DiskFaults;
  readonly #memory = new MemoryLimit();
  readonly #stopped = new Map<number, ProcessIdentity>();
  /** Faults that had a victim. */
  readonly applied: AppliedFault[] = [];

  constructor(system: System) {
    this.#system = system;
    this.#disk = new DiskFaults(system);
  }

  /** Applies the faults of a round at their times, and resolves when all of them are over. */
  async run(faults: readonly PlannedFault[]): Promise<void> {
    const since = performance.now();
    const applied: Promise<unknown>[] = [];
    for (const fault of faults) {
      await sleep(Math.max(0, since + fault.at - performance.now()));
      applied.push(this.apply(fault));
    }
    await Promise.all(applied);
  }

  /** Applies one fault, and heals it after its duration. Returns it; undefined if there was no victim. */
  async apply({ kind, duration, pick }: Omit<PlannedFault, 'at'>): Promise<AppliedFault | undefined> {
    if (this.#disk.isOff) return undefined;
    const at = Date.now();
    const met = await this.#meet(kind, duration, pick);
    if (met === undefined) return undefined;
    const fault = { kind, at, until: Date.now(), met };
    this.applied.push(fault);
    return fault;
  }

  /** Undoes all remaining faults. */
  async heal(): Promise<void> {
    this.#memory.heal();
    await this.#disk.heal();
    for (const clock of Object.values(this.#system.clocks)) clock.heal();
    for (const proxy of this.#system.proxies) await proxy.heal();
    await this.#system.mail.heal();
    this.#resume([...this.#stopped.values()]);
  }

  /** Returns a description of the victim, once the fault is over. */
  async #meet(kind: FaultKind, duration: number, pick: number): Promise<string | undefined> {
    if (kind === 'kill-shim') return this.#killShim(duration, pick);
    const signalled = signalAndVictim(kind);
    if (signalled) {
      if (kind.startsWith('kill-') && isSlurmDaemon(signalled.victim)) return this.#restart(signalled.victim, duration);
      const victims = await victimsOf(this.#system, signalled.victim, pick);
      // A stopped Postgres stops with its backends.
      const all = kind === 'stop-postgres' ? victims.flatMap(withDescendants) : victims;
      return this.#signal(all, signalled.signal, duration);
    }
    const clock = clockVictims.find((victim) => kind === `clock-${victim}`);
    if (clock) return this.#clock(clock, duration, pick);
    if (isConnectionFault(kind)) return this.#connection(kind, duration, pick);
    if (isMailFault(kind)) return this.#mail(kind, duration);
    if (isDiskFault(kind)) return this.#disk.apply(kind, duration, pick);
    const limited = memoryVictims.find((victim) => kind === `memory-${victim}`);
    if (limited) return this.#limit(await victimsOf(this.#system, limited, pick), duration);
    return this.#signal(everything(this.#system, kind === 'kill-everything'), 'SIGKILL', 0);
  }

  async #clock(name: ClockVictim, duration: number, pick: number): Promise<string> {
    const seconds = JUMPS_S[Math.floor(pick * JUMPS_S.length)]!;
    const clock = this.#system.clocks[name];
    clock.jump(seconds);
    await sleep(duration);
    clock.heal();
    return `${name} by ${String(seconds)} s`;
  }

  /** Kills the parent of a container. Containers are short-lived, so it waits for one. */
  async #killShim(patience: number, pick: number): Promise<string | undefined> {
    for (const since = performance.now(); performance.now() - since < patience; await sleep(LOOK_EVERY_MS)) {
      const killed = await this.#signal(await victimsOf(this.#system, 'shim', pick), 'SIGKILL', 0);
      if (killed !== undefined) return killed;
    }
    return undefined;
  }

  /** Kills a daemon of Slurm, and starts it again. */
  async #restart(name: SlurmDaemon, duration: number): Promise<string | undefined> {
    const { executors } = this.#system;
    const killed = await this.#signal(executors?.processes(name) ?? [], 'SIGKILL', 0);
    if (killed === undefined) return undefined;
    await sleep(duration);
    executors?.restart(name);
    return killed;
  }

  async #limit(victims: readonly ProcessIdentity[], duration: number): Promise<string | undefined> {
    const limited = victims.flatMap(withDescendants);
    if (limited.length === 0) return undefined;
    const killed = await this.#memory.apply(limited, duration);
    return `${limited.map(({ pid }) => pid).join(' ')}: ${String(killed)} killed`;
  }

  async #signal(victims: readonly ProcessIdentity[], signal: Signal, duration: number): Promise<string | undefined> {
    const met = victims.filter((identity) => send(identity, signal));
    if (met.length === 0) return undefined;
    if (signal === 'SIGSTOP') {
      for (const identity of met) this.#stopped.set(identity.pid, identity);
      await sleep(duration);
      this.#resume(met);
    }
    return met.map(({ pid }) => pid).join(' ');
  }

  #resume(identities: readonly ProcessIdentity[]): void {
    for (const identity of identities) {
      send(identity, 'SIGCONT');
      this.#stopped.delete(identity.pid);
    }
  }

  async #mail(kind: MailFault, duration: number): Promise<string> {
    const { mail } = this.#system;
    await mail.fail(kind);
    await sleep(duration);
    await mail.heal();
    return 'the mail server';
  }

  async #connection(kind: ConnectionFault, duration: number, pick: number): Promise<string> {
    const { proxies } = this.#system;
    const proxy = proxies[Math.floor(pick * proxies.length)]!;
    await proxy.fail(kind);
    if (kind !== 'reset') {
      await sleep(duration);
      await proxy.heal();
    }
    return proxy.name;
  }
}

const isConnectionFault = (kind: FaultKind): kind is ConnectionFault =>
  (connectionFaults as readonly string[]).includes(kind);
const isDiskFault = (kind: FaultKind): kind is DiskFault => (diskFaults as readonly string[]).includes(kind);
const isMailFault = (kind: FaultKind): kind is MailFault => (mailFaults as readonly string[]).includes(kind);

/** Returns whether the process existed. */
function send(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isRunning(identity)) return false;
  try {
    process.kill(identity.pid, signal);
    return true;
  } catch {
    return false; // it has just ended
  }
}
