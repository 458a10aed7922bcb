import { isEndingEvent, type RecordedEvent } from '@reprise/contracts';
import type { AttemptProcesses } from '../machine/attempt-processes.ts';
import { SLOTS } from '../machine/slots.ts';
import { FoldedLog } from './folded-log.ts';
import type { Observed } from './observed.ts';

/** Checks after every call, from outside: of the log itself, and of the process tables of the machines. */
export class StepChecks {
  readonly violations = new Set<string>();
  readonly folded = new FoldedLog();
  readonly #observed: Observed;
  /** Attempts that ended as `runner_lost`: their processes may live until their runner is back. */
  readonly #lost = new Set<string>();
  /** Events that may occur once for each attempt, as `<job>/<attempt> <event>`. */
  readonly #once = new Set<string>();
  #seen = 0;

  constructor(observed: Observed) {
    this.#observed = observed;
  }

  check(): void {
    const { store, machines } = this.#observed;
    const { entries } = store;
    for (; this.#seen < entries.length; this.#seen++) this.#checkEvent(entries[this.#seen]!.event!);
    const alive = machines.flatMap((machine) => machine.alive());
    this.#checkProcesses(alive);
  }

  #checkEvent(event: RecordedEvent): void {
    const { kernel } = this.#observed;
    kernel.note(`      log ${String(event.seq)}: ${event.subject} ${event.type}`);
    this.folded.apply(event);
    if (event.type === 'slot_taken') this.#checkLimit(event.subject);
    if (!('attempt' in event.data)) return;
    const attempt = `${event.subject}/${String(event.data.attempt)}`;
    const isEnding = isEndingEvent(event.type);
    if (isEnding || event.type === 'attempt_claimed' || event.type === 'attempt_started')
      this.#checkOnce(`${attempt} ${isEnding ? 'ends' : event.type}`);
    if (event.type === 'attempt_failed' && event.data.cause === 'runner_lost') this.#lost.add(attempt);
    else if (isEnding && this.#isAlive(attempt)) this.#add(`an attempt ended and its processes run: ${attempt}`);
  }

  #checkOnce(key: string): void {
    if (this.#once.has(key)) this.#add(`twice in the log: ${key}`);
    this.#once.add(key);
  }

  #checkLimit(queue: string): void {
    const { taken, limit } = this.folded.queue(queue);
    if (limit !== null && taken.length > limit) this.#add(`more slots of ${queue} are taken than its limit`);
    for (const { name } of this.#observed.machines)
      if (taken.filter(({ runner_id }) => runner_id === name).length > SLOTS)
        this.#add(`${name} takes more slots than it has`);
  }

  #checkProcesses(alive: readonly AttemptProcesses[]): void {
    for (const machine of this.#observed.machines) {
      for (const [attempt, launches] of machine.launches)
        if (launches > 1) this.#add(`an attempt was launched twice: ${attempt}`);
      const counted = machine.alive().filter(({ key }) => !this.#lost.has(key));
      if (counted.length > SLOTS) this.#add(`more attempts run on ${machine.name} than it has slots`);
    }
    const jobs = alive.filter(({ key }) => !this.#lost.has(key)).map(({ key }) => key.split('/')[0]);
    if (new Set(jobs).size < jobs.length) this.#add('two attempts of one job run at once');
  }

  #isAlive(attempt: string): boolean {
    return this.#observed.machines.some((machine) => machine.alive().some(({ key }) => key === attempt));
  }

  #add(violation: string): void {
    this.violations.add(violation);
  }
}
