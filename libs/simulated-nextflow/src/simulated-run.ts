import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { draw } from './draw.ts';
import { runProcess, runTimer } from './execution.ts';
import type { NextflowLog } from './nextflow-log.ts';
import type { PlannedFailure, SimulationPlan } from './simulation-plan.ts';
import { recordOf, type Running } from './running.ts';
import type { SessionCache } from './session-cache.ts';
import { scriptCommand, fillTaskDir, taskHash, outputsOf, publishOutputs, shortHash } from './task-dir.ts';
import { plannedFailure, plannedTasks, type SimulatedTask } from './tasks.ts';
import type { TraceFile, TraceRecord } from './trace-file.ts';
import { outputLines } from './output-lines.ts';

export interface RunSetting {
  readonly plan: SimulationPlan;
  readonly session: string;
  readonly resume: boolean;
  readonly workDir: string;
  readonly outputDir: string | null;
  readonly cache: SessionCache;
  readonly trace: TraceFile | null;
  readonly log: NextflowLog;
  readonly logFile: string;
  readonly say: (line: string) => void;
  /** Receives the exit code, once. */
  readonly onEnd: (code: 0 | 1) => void;
}

/** Executes a plan: submits ready tasks up to the number of slots and reports the outcome. */
export class SimulatedRun {
  readonly #setting: RunSetting;
  /** Tasks that are not submitted yet, with their next try. */
  readonly #waiting: Map<SimulatedTask, number>;
  readonly #running = new Set<Running>();
  /** Outputs of ended tasks; null if there are none. */
  readonly #over = new Map<SimulatedTask, readonly string[] | null>();
  #submissions = 0;
  #ended = false;

  constructor(setting: RunSetting) {
    this.#setting = setting;
    this.#waiting = new Map(plannedTasks(setting.plan).map((task) => [task, 1]));
  }

  /** Submits all tasks that can be submitted now, and ends when none are left. */
  advance(): void {
    for (let changed = true; changed && !this.#ended;) {
      changed = false;
      for (const [task, tries] of this.#waiting) {
        if (this.#running.size >= this.#setting.plan.slots) return;
        const inputs = this.#inputsOf(task);
        if (inputs === 'not yet') continue;
        this.#waiting.delete(task);
        changed = true;
        if (inputs === 'never') this.#over.set(task, null);
        else this.#submit(task, inputs, tries);
      }
    }
    if (this.#waiting.size === 0 && this.#running.size === 0) this.#end(0);
  }

  /** Kills running tasks and exits with 1. */
  abort(cause: string): void {
    if (this.#ended) return;
    const { say, log } = this.#setting;
    log.write('main', 'DEBUG', 'nextflow.Session', `Session aborted -- Cause: ${cause}`);
    if (this.#running.size > 0) say(outputLines.killing(this.#running.size));
    for (const running of this.#running) {
      running.execution.kill();
      this.#record(running, 'ABORTED', null, '-');
    }
    this.#end(1);
  }

  #inputsOf(task: SimulatedTask): string[] | 'not yet' | 'never' {
    const groups = task.inputs.map((group) => group.map((input) => this.#over.get(input)));
    if (groups.some((group) => group.length > 0 && group.every((outputs) => outputs === null))) return 'never';
    if (groups.some((group) => group.includes(undefined))) return 'not yet';
    return groups.flat().flatMap((outputs) => outputs ?? []);
  }

  #submit(task: SimulatedTask, inputs: readonly string[], firstTry: number): void {
    const { plan, session, workDir, cache, say, log } = this.#setting;
    for (let tries = firstTry; ; tries += 1) {
      const hash = taskHash(session, task, inputs, tries);
      const known = cache.get(shortHash(hash));
      if (known && existsSync(known.workdir)) {
        if (!this.#takeCached(task, known)) continue;
        return;
      }
      const dir = join(workDir, hash.slice(0, 2), hash.slice(2));
      const failure = plannedFailure(plan, task, firstTry, existsSync);
      fillTaskDir(dir, task, inputs, failure, plan.note);
      const onEnd = (exit: number) => this.#complete(running, exit);
      const submitted = Date.now();
      const execution = plan.processes ? runProcess(dir, onEnd) : runTimer(dir, task, failure, onEnd);
      const id = (this.#submissions += 1);
      const running: Running = { task, id, tries: firstTry, hash, dir, failure, submitted, execution };
      this.#running.add(running);
      const line = outputLines.submitted(shortHash(hash), task.name, firstTry > 1);
      log.write('Task submitter', 'INFO', 'nextflow.Session', line);
      say(line);
      return;
    }
  }

  #takeCached(task: SimulatedTask, known: TraceRecord): boolean {
    const { resume, outputDir, trace, say, log } = this.#setting;
    const outputs = outputsOf(task).map((file) => join(known.workdir, file));
    if (!resume || known.exit !== '0' || !outputs.every((path) => existsSync(path))) return false;
    const line = outputLines.cached(known.hash, task.name);
    log.write('Actor Thread 1', 'INFO', 'nextflow.processor.TaskProcessor', line);
    say(line);
    publishOutputs(known.workdir, task, outputDir);
    trace?.write({ ...known, status: 'CACHED' });
    this.#over.set(task, outputs);
    return true;
  }

  #complete(running: Running, exit: number): void {
    if (this.#ended) return;
    const { task, dir, failure, id } = running;
    this.#running.delete(running);
    const handler = `TaskHandler[id: ${id}; name: ${task.name}; status: COMPLETED; exit: ${exit}; error: -; workDir: ${dir}]`;
    this.#setting.log.write('Task monitor', 'DEBUG', 'n.processor.TaskPollingMonitor', `Task completed > ${handler}`);
    if (exit === 0) {
      publishOutputs(dir, task, this.#setting.outputDir);
      this.#record(running, 'COMPLETED', exit, '-');
      this.#over.set(
        task,
        outputsOf(task).map((file) => join(dir, file)),
      );
    } else this.#failed(running, exit, failure?.action ?? 'TERMINATE');
    this.advance();
  }

  #failed(running: Running, exit: number, action: PlannedFailure['action']): void {
    const { task, hash, tries, failure, dir } = running;
    const { say, log, logFile } = this.#setting;
    this.#record(running, 'FAILED', exit, action);
    if (action === 'TERMINATE') {
      const details = { script: scriptCommand(task, failure), exit, stderr: failure?.stderr ?? '', workDir: dir };
      log.write('TaskFinalizer-1', 'ERROR', 'nextflow.processor.TaskProcessor', outputLines.report(task.name, details));
      say(outputLines.failed(task.name, details, logFile));
      this.abort(`Process \`${task.name}\` terminated with an error exit status (${exit})`);
      return;
    }
    const line = outputLines.noted(shortHash(hash), task.name, exit, action === 'RETRY' ? tries : null);
    log.write('TaskFinalizer-1', 'INFO', 'nextflow.processor.TaskProcessor', line);
    say(line);
    if (action === 'RETRY') this.#waiting.set(task, tries + 1);
    else this.#over.set(task, null);
  }

  #record(running: Running, status: 'COMPLETED' | 'FAILED' | 'ABORTED', exit: number | null, action: string): void {
    const record = recordOf(
      running,
      status,
      exit,
      action,
      draw(this.#setting.plan.seed, 'resources', running.task.name),
    );
    this.#setting.trace?.write(record);
    this.#setting.cache.put(record);
  }

  #end(code: 0 | 1): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#setting.log.write('main', 'DEBUG', 'nextflow.script.ScriptRunner', '> Execution complete -- Goodbye');
    this.#setting.onEnd(code);
  }
}
