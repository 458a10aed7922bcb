import { CacheMissExplainer } from '../cache/cache-miss-explainer.ts';
import type { EarlierAttempt } from '../cache/earlier-tasks.ts';
import { DumpReader } from '../cache/hash-dump.ts';
import { FileTail } from '../records/file-tail.ts';
import { NativeIds } from '../records/native-ids.ts';
import type { TaskObservation } from './task-observation.ts';
import { parseStdoutLine, type StdoutFact } from '../records/parse-stdout-line.ts';
import { TaskOverLimit } from './task-over-limit.ts';
import { exitCodeIn, findTaskDir, writtenAt } from '../records/task-dir.ts';
import { hashOf, TaskIdentities } from './task-identities.ts';
import { TaskTracker, type TaskFact } from './task-tracker.ts';
import { TraceReader, type TraceRow } from '../records/trace-reader.ts';

type Submitted = StdoutFact & { kind: 'submitted' };

/** Exceeds what can wait for a slow file system. Limits tasks that endlessly print fake submissions. */
const MAX_UNPLACED = 100;

/** Statuses of rows that end a task. Rows that Nextflow repeats at the end of a run can be `SUBMITTED` or `RUNNING`. */
const ENDS: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'CACHED', 'ABORTED']);

/** Reads Nextflow's output, its trace and the work dirs of open tasks into a tracker. */
export class TaskSources {
  readonly #workDir: string;
  readonly #stdout: FileTail;
  readonly #trace: FileTail;
  readonly #log: FileTail;
  readonly #rows = new TraceReader();
  readonly #tracker = new TaskTracker();
  readonly #identities = new TaskIdentities();
  readonly #dumps = new DumpReader();
  readonly #nativeIds = new NativeIds();
  readonly #misses: CacheMissExplainer;
  readonly #overLimit = new TaskOverLimit();
  /** Submissions whose work dir is not visible yet. Fake submissions that a task prints never get one. */
  #unplaced: Submitted[] = [];

  constructor({
    stdout,
    trace,
    log,
    workDir,
    earlier = [],
  }: {
    stdout: string;
    trace: string;
    log: string;
    workDir: string;
    earlier?: readonly EarlierAttempt[] | undefined;
  }) {
    this.#workDir = workDir;
    this.#stdout = new FileTail(stdout);
    this.#trace = new FileTail(trace);
    this.#log = new FileTail(log);
    this.#misses = new CacheMissExplainer(workDir, earlier);
  }

  /** Whether more is already available. */
  get behind(): boolean {
    return this.#stdout.behind || this.#trace.behind || this.#log.behind;
  }

  /**
   * Reads new facts. The trace is read after the output, because only the output explains why a task was not cached.
   */
  async poll(): Promise<TaskObservation[]> {
    const lines = await this.#stdout.lines();
    // Nextflow logs a submission before it prints it.
    for (const line of await this.#log.lines()) this.#nativeIds.line(line);
    return this.#read(lines, this.#stdout.behind ? [] : await this.#trace.lines());
  }

  /** Reads to the end and closes open tasks. All writers must have ended. */
  async *finish(): AsyncGenerator<TaskObservation[]> {
    do yield await this.poll();
    while (this.behind);
    yield await this.#close();
  }

  async #close(): Promise<TaskObservation[]> {
    const observations = await this.#read(this.#stdout.lastLine(), this.#trace.lastLine());
    observations.push(...this.#observe(await this.#rowFacts(this.#rows.end())));
    const abandoned: TaskFact[] = [];
    for (const { hash, name, workDir } of this.#tracker.open()) {
      const exit = workDir ? await exitCodeIn(workDir) : null;
      const at = workDir ? await writtenAt(workDir, '.exitcode') : null;
      abandoned.push({ kind: 'abandoned', hash, exit, at, isOverLimit: name === this.#overLimit.name });
    }
    return [...observations, ...this.#observe(abandoned)];
  }

  async #read(stdout: string[], trace: string[]): Promise<TaskObservation[]> {
    const facts = stdout.flatMap((line) => this.#factIn(line));
    const observations = await this.#withMisses(this.#observe(await this.#place(facts)));
    const rows = trace.flatMap((line) => this.#rows.line(line));
    observations.push(...this.#observe(await this.#rowFacts(rows)));
    return [...observations, ...this.#observe(await this.#begun())];
  }

  /** Returns the fact in a line. Collects hash dumps. */
  #factIn(line: string): StdoutFact[] {
    const { inside, dump } = this.#dumps.line(line);
    if (dump) this.#misses.add(dump);
    if (inside) return [];
    this.#overLimit.line(line);
    const fact = parseStdoutLine(line);
    return fact ? [this.#identified(fact)] : [];
  }

  /** Replaces the task's hash with its identity. */
  #identified(fact: StdoutFact): StdoutFact {
    if (fact.kind === 'noted') return { ...fact, hash: this.#identities.noted(fact.hash) };
    const hash = fact.kind === 'stored' ? fact.id : fact.hash;
    const id = this.#identities.announced(hash, fact.name);
    return fact.kind === 'stored' ? { ...fact, id } : { ...fact, hash: id };
  }

  /** Adds the reason, if known, why a task was not cached, after each submitted task. */
  async #withMisses(observations: TaskObservation[]): Promise<TaskObservation[]> {
    const all: TaskObservation[] = [];
    for (const observation of observations) {
      all.push(observation);
      const miss =
        observation.type === 'submitted' && observation.try === 1
          ? await this.#misses.explain(observation, (hash) => this.#tracker.processOf(hash))
          : null;
      if (miss) all.push({ ...withoutId(observation), type: 'cache_missed', cache_miss: miss });
    }
    return all;
  }

  /** Adds the work dir to each submission. Nextflow creates the dir before it reports the submission. */
  async #place(found: StdoutFact[]): Promise<TaskFact[]> {
    const facts: TaskFact[] = [];
    const waiting = this.#unplaced.slice(-MAX_UNPLACED);
    this.#unplaced = [];
    for (const fact of [...waiting, ...found]) {
      if (fact.kind !== 'submitted') {
        facts.push(fact);
        continue;
      }
      const workDir = await findTaskDir(this.#workDir, hashOf(fact.hash));
      if (!workDir) this.#unplaced.push(fact);
      else facts.push({ ...fact, workDir, at: await writtenAt(workDir, '.command.run') });
    }
    return facts;
  }

  async #begun(): Promise<TaskFact[]> {
    const facts: TaskFact[] = [];
    for (const { hash, workDir, submittedAt, started } of this.#tracker.open()) {
      const at = workDir && !started ? await writtenAt(workDir, '.command.begin') : null;
      // If several tasks share a work dir, it may contain the previous one.
      if (at && (submittedAt === null || at >= submittedAt)) facts.push({ kind: 'started', hash, at });
    }
    return facts;
  }

  #observe(facts: TaskFact[]): TaskObservation[] {
    return facts.flatMap((fact) => this.#tracker.observe(fact)).map((observation) => this.#withNativeId(observation));
  }

  #withNativeId(observation: TaskObservation): TaskObservation {
    const { type, work_dir } = observation;
    const native_id = work_dir === null || type === 'cached' ? undefined : this.#nativeIds.of(work_dir);
    return native_id === undefined ? observation : { ...observation, native_id };
  }

  /** Adds the start of tasks that Nextflow did not poll while they ran. It is read from their work dirs. */
  async #rowFacts(rows: readonly TraceRow[]): Promise<TaskFact[]> {
    const facts: TaskFact[] = [];
    for (const row of rows.filter(({ status }) => ENDS.has(status))) {
      const hash = this.#identities.ended(row);
      if (hash === null) continue;
      const begun = row.start === null && row.workDir ? await writtenAt(row.workDir, '.command.begin') : null;
      facts.push({ kind: 'row', row: { ...row, hash, ...(begun && { start: Date.parse(begun) }) } });
    }
    return facts;
  }
}

const withoutId = ({ native_id: _, ...observation }: TaskObservation): TaskObservation => observation;
