import type { Ended, ProcessIdentity } from '@reprise/nextflow';
import type { Kernel } from '../kernel/kernel.ts';
import { Process } from '../kernel/process.ts';
import { recordOf, type AttemptProcesses, type Script } from './attempt-processes.ts';

interface Spawning {
  readonly jobId: string;
  readonly attempt: number;
  readonly overlooked?: readonly AttemptProcesses[];
}

/** Process table and attempt folders of one runner's machine. Outlives the runner, and loses all processes at a reboot. */
export class Machine {
  readonly name: string;
  readonly attempts = new Map<string, AttemptProcesses>();
  /** Number of launches of Nextflow by attempt, as `<job>/<attempt>`. */
  readonly launches = new Map<string, number>();
  readonly #kernel: Kernel;
  /** Nextflow and its tasks, whose calls are not subject to faults of services. */
  readonly #programs: Process;
  #pid = 100;
  #boots = 1;

  constructor(kernel: Kernel, name: string) {
    this.#kernel = kernel;
    this.name = name;
    this.#programs = new Process(`${name}'s Nextflow`, { isMortal: false });
  }

  /** Spawns a child that waits at the gate of an attempt. */
  spawn(key: string, { jobId, attempt, overlooked = [] }: Spawning): AttemptProcesses {
    const processes: AttemptProcesses = {
      key,
      gated: { process: this.#identity(), record: recordOf(jobId, attempt) },
      script: this.#script(),
      overlooked,
      status: 'gated',
      isFrozen: false,
      tasks: 0,
      end: null,
      kills: 0,
      cancelMarker: null,
    };
    this.attempts.set(key, processes);
    return processes;
  }

  /** Lets the child become Nextflow. */
  launch(processes: AttemptProcesses): void {
    this.launches.set(processes.key, (this.launches.get(processes.key) ?? 0) + 1);
    processes.status = 'running';
    processes.tasks = 2;
    void this.#run(processes);
    for (const other of processes.overlooked) this.launch(other);
  }

  /** Ends Nextflow by a signal, or with the exit code of its script. */
  exit(processes: AttemptProcesses, signal: string | null): void {
    const { process } = processes.gated;
    const exit_code = signal === null ? processes.script.exitCode : 143;
    const ended_at = new Date().toISOString();
    Object.assign(processes, {
      status: 'exited',
      isFrozen: false,
      tasks: Math.min(processes.tasks, processes.script.leaves),
      end: { status: 'exited', process, exit_code, signal, ended_at } satisfies Ended,
    });
  }

  /** Sends KILL to the tasks of an attempt. @returns how many ended, and the pids of the others */
  killTasks(processes: AttemptProcesses): { readonly ended: number; readonly survivors: number[] } {
    const { tasks, script, gated } = processes;
    processes.kills += 1;
    if (tasks > 0 && processes.kills <= script.stubborn) return { ended: 0, survivors: [gated.process.pid + 1] };
    processes.tasks = 0;
    return { ended: tasks, survivors: [] };
  }

  /** Kills Nextflow and its supervisor: no exit code is recorded, and its tasks keep running. */
  killNextflow(processes: AttemptProcesses): void {
    Object.assign(processes, {
      status: 'vanished',
      isFrozen: false,
      end: { status: 'vanished', process: processes.gated.process } satisfies Ended,
    });
  }

  reboot(): void {
    this.#boots += 1;
    for (const processes of this.attempts.values()) {
      processes.tasks = 0;
      if (processes.status === 'gated') this.abort(processes);
      else if (processes.status === 'running') this.killNextflow(processes);
    }
  }

  /** Ends the child at the gate. */
  abort(processes: AttemptProcesses): void {
    Object.assign(processes, { status: 'aborted', end: { status: 'aborted', process: processes.gated.process } });
  }

  /**
   * Ends a job's attempts on this machine, except for the one given.
   * @returns the ended attempts that had live processes, as `<job>/<attempt>`
   */
  endAttempts(jobId: string, except?: string): string[] {
    const attempts = [...this.attempts.values()].filter(({ key }) => key.startsWith(`${jobId}/`) && key !== except);
    const alive = new Set(this.alive());
    for (const attempt of attempts) {
      if (attempt.status === 'gated') this.abort(attempt);
      else if (attempt.status === 'running') this.exit(attempt, 'SIGKILL');
      attempt.tasks = 0;
    }
    return attempts.filter((attempt) => alive.has(attempt)).map(({ key }) => key);
  }

  /** Attempts with live processes of Nextflow or its tasks. */
  alive(): AttemptProcesses[] {
    return [...this.attempts.values()].filter(({ status, tasks }) => status === 'running' || tasks > 0);
  }

  async #run(processes: AttemptProcesses): Promise<void> {
    const due = Date.now() + processes.script.ms;
    const isOver = () => processes.status !== 'running';
    await this.#kernel.call(
      this.#programs,
      'ends',
      () => {
        if (!isOver()) this.exit(processes, null);
      },
      { isReady: () => isOver() || (!processes.isFrozen && Date.now() >= due) },
    );
  }

  #script(): Script {
    const choose = (below: number) => this.#kernel.choose(below);
    return {
      ms: 500 + choose(20_000),
      exitCode: choose(3) === 0 ? 1 : 0,
      leaves: choose(3) === 0 ? 2 : 0,
      stubborn: choose(8) === 0 ? 1 : 0,
    };
  }

  #identity(): ProcessIdentity {
    this.#pid += 10;
    return { pid: this.#pid, start_time: String(this.#pid), boot_id: `${this.name} ${String(this.#boots)}` };
  }
}
