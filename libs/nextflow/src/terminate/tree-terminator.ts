import { killCgroup, removeCgroup, thawCgroup } from '../process/cgroup.ts';
import { bootId, isAlive, isExiting, readStat, type ProcessIdentity } from '../process/process-identity.ts';
import { readProcessTable } from '../process/process-table.ts';
import { processKey } from '../process/select-tree.ts';
import { signalGroup, signalProcess } from '../process/signal.ts';
import type { ProcessStat } from '../process/process-stat.ts';
import { listTree } from '../supervise/list-tree.ts';
import { recordedProgram } from '../supervise/recorded-program.ts';
import type { TerminationReport, TerminationSpec } from './termination-report.ts';
import { SentSignals } from './sent-signals.ts';

/** Termination of one process tree: the processes seen in it, and the signals sent to it. */
export class TreeTerminator {
  /** Process of the program; null if nothing was launched. */
  readonly leader: ProcessIdentity | null;
  readonly #spec: TerminationSpec;
  readonly #cgroup: string | null;
  readonly #boot = bootId();
  readonly #seen = new Set<string>();
  readonly #signals = new SentSignals();
  #tree: readonly ProcessStat[] = [];
  #emptyScans = 0;

  constructor(spec: TerminationSpec) {
    this.#spec = spec;
    ({ leader: this.leader, cgroup: this.#cgroup } = recordedProgram(spec.attemptDir));
  }

  /** Lists the live tree. A process that was seen once is part of it from then on. */
  scan(table?: readonly ProcessStat[]): readonly ProcessStat[] {
    this.#tree = listTree(this.#spec, this.#seen, table);
    this.#tree.forEach((each) => this.#seen.add(processKey(each)));
    this.#emptyScans = this.#tree.length === 0 ? this.#emptyScans + 1 : 0;
    return this.#tree;
  }

  /**
   * Whether the last two scans found nothing. A single scan could miss a process whose parent ended during the scan.
   */
  isEmpty(): boolean {
    return this.#emptyScans >= 2;
  }

  /** Whether a process of the last scan is alive, which is cheaper than a scan. */
  isAnyAlive(): boolean {
    return this.#tree.some(({ pid, startTime }) => {
      const now = readStat(pid);
      return now !== null && now.state !== 'Z' && now.startTime === startTime;
    });
  }

  isLeaderAlive(): boolean {
    return this.leader !== null && isAlive(this.leader);
  }

  /**
   * Sends TERM to the program and ensures that it is received. Returns false if the program had already ended or was
   * exiting.
   */
  terminateLeader(): boolean {
    const { leader } = this;
    // The process hierarchy is read before the signal, because the signal may end a parent. The rest of the scan would
    // only delay the signal.
    const table = readProcessTable();
    const reached =
      leader !== null &&
      !isExiting(leader) &&
      this.#signals.send('SIGTERM', `nextflow ${leader.pid}`, () => signalProcess(leader, 'SIGTERM'));
    if (reached) this.resumeStopped(table);
    else this.scan(table);
    return reached;
  }

  /** Sends TERM to the program's group at once, then to processes that left it. */
  terminateRest(): void {
    const tree = this.scan();
    const group = this.leader?.pid;
    if (group && tree.some((each) => each.group === group)) {
      this.#signals.send('SIGTERM', `group ${group}`, () => signalGroup(group, 'SIGTERM'));
    }
    tree.filter((each) => each.group !== group).forEach((each) => this.#send(each, 'SIGTERM'));
  }

  /** Scans, and continues stopped or frozen processes, so that they can receive their pending TERM. */
  resumeStopped(table?: readonly ProcessStat[]): readonly ProcessStat[] {
    const cgroup = this.#cgroup;
    if (cgroup) this.#signals.send('thaw', `cgroup ${cgroup}`, () => thawCgroup(cgroup));
    const tree = this.scan(table);
    tree.filter((each) => each.state === 'T').forEach((each) => this.#send(each, 'SIGCONT'));
    return tree;
  }

  killCgroup(): void {
    const cgroup = this.#cgroup;
    if (cgroup) this.#signals.send('SIGKILL', `cgroup ${cgroup}`, () => killCgroup(cgroup));
  }

  kill(tree: readonly ProcessStat[]): void {
    tree.forEach((each) => this.#send(each, 'SIGKILL'));
  }

  report(endedBeforeSignal: boolean): TerminationReport {
    const survivors = this.isEmpty() ? [] : this.scan();
    if (this.#cgroup && survivors.length === 0) removeCgroup(this.#cgroup);
    return {
      ended_before_signal: endedBeforeSignal,
      signals: this.#signals.list(),
      processes_ended: this.#seen.size - survivors.length,
      survivors: survivors.map(({ pid }) => pid),
    };
  }

  #send({ pid, startTime }: ProcessStat, signal: NodeJS.Signals): void {
    const target = { pid, start_time: startTime, boot_id: this.#boot };
    this.#signals.send(signal, `process ${pid}`, () => signalProcess(target, signal));
  }
}
