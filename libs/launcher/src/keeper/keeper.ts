import {
  identify,
  identityOf,
  type ProcessIdentity,
  type ServerCommand,
  type ServerProcess,
} from '@reprise/local-servers';
import type { HeldProcess, ProcessHolder } from '../services/process-holder.ts';
import type { Stoppable } from '../services/service-definition.ts';
import type { Handover, HeldRecord, ToHelper, ToKeeper } from './messages.ts';

type Answer = Extract<ToHelper, { type: 'started' | 'refused' }>;

/** The keeper as its helper sees it: the parent of this process and of the services. */
export class Keeper implements ProcessHolder {
  readonly identity = identifyKeeper(Number(process.argv[2]));
  /** Resolves with the state of the running Reprise to adopt, or with undefined for a first start. */
  readonly begun: Promise<Handover | undefined>;
  readonly #stop = new AbortController();
  readonly #answers = new Map<number, (answer: Answer) => void>();
  readonly #ends = new Map<number, End>();
  #held: readonly HeldRecord[] = [];
  #handover: Handover | undefined;
  #lastId = 0;

  constructor() {
    this.begun = new Promise((resolve) => {
      process.on('message', (message: ToHelper) => this.#receive(message, resolve));
    });
  }

  /** Aborts when a user stops Reprise. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  isStopped(): boolean {
    return this.stopped.aborted;
  }

  async start(service: Stoppable, command: ServerCommand): Promise<ServerProcess> {
    const id = ++this.#lastId;
    const { name, stopSignal, stopsWithin, startsByItsCommand = false } = service;
    const answered = new Promise<Answer>((resolve) => this.#answers.set(id, resolve));
    await this.send({ type: 'start', id, service: { name, stopSignal, stopsWithin, startsByItsCommand }, command });
    const answer = await answered;
    if (answer.type === 'refused') throw new Error(answer.message);
    const { pid, logStart } = answer;
    return { identity: identityOf(pid), logFile: command.logFile, logStart, ended: this.#end(pid).promise };
  }

  held(service: string): HeldProcess | undefined {
    const held = this.#held.find(({ name }) => name === service);
    if (held === undefined) return undefined;
    const { pid, logFile, logStart, age, how } = held;
    const ended = how === undefined ? this.#end(pid).promise : Promise.resolve(how);
    const crashes = this.#handover?.crashes[service] ?? 0;
    return { process: { identity: identityOf(pid), logFile, logStart, ended }, age, crashes };
  }

  /** Resolves once the message is sent. */
  send(message: ToKeeper): Promise<void> {
    return new Promise((resolve, reject) => {
      process.send!(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
    });
  }

  #end(pid: number): End {
    const end = this.#ends.get(pid) ?? new End();
    this.#ends.set(pid, end);
    return end;
  }

  #receive(message: ToHelper, begin: (handover: Handover | undefined) => void): void {
    switch (message.type) {
      case 'begin':
        this.#held = message.held;
        this.#handover = message.handover;
        return begin(message.handover);
      case 'ended':
        return this.#end(message.pid).resolve(message.how);
      case 'stop':
        return this.#stop.abort();
      default:
        this.#answers.get(message.id)?.(message);
    }
  }
}

/**
 * Identifies the keeper, which gives its helper this process id. The parent may be a different process: after the keeper
 * was killed, it is init, which would hold the lock of the data dir for ever.
 * @throws Error if the keeper has ended
 */
export function identifyKeeper(pid: number): ProcessIdentity {
  const keeper = identify(pid);
  if (keeper === undefined || process.ppid !== pid) throw new Error('Reprise was killed while it started');
  return keeper;
}

/** End of a process. It may be reported before it is awaited. */
class End {
  resolve!: (how: string) => void;
  readonly promise = new Promise<string>((resolve) => (this.resolve = resolve));
}
