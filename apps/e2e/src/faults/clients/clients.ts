import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobView } from '@reprise/contracts';
import type { Ledger, SentCommand } from '../record/ledger.ts';
import { anyOf, type Gateways } from './gateways.ts';
import { chooseCommand, type Choice } from './menu.ts';
import { send } from './send.ts';

const CLIENTS = 6;
/** Shares of submissions whose job fails until its file is there, and of resumes that create that file first. */
const PLANNED_FAILURES = 0.12;
const MENDED = 0.7;
const GIVEN_UP = 0.1;
/** Share of submissions whose tasks run on the executors, if there are any. */
const ON_EXECUTORS = 0.6;
/** Maximum milliseconds until a command is answered after everything was healed. */
const PATIENCE_MS = 300_000;

/** Clients that send commands to all gateways, and repeat each until it is answered. */
export class Clients {
  readonly #system: Gateways;
  readonly #ledger: Ledger;
  readonly #givenUp: number;

  /** @param givenUp share of commands that are abandoned after a try without a response, as if the client had crashed */
  constructor(system: Gateways, ledger: Ledger, givenUp = GIVEN_UP) {
    this.#system = system;
    this.#ledger = ledger;
    this.#givenUp = givenUp;
  }

  /** Sends commands until the signal, and resolves when the last one is answered. */
  async run(random: () => number, jobs: () => readonly JobView[], signal: AbortSignal): Promise<void> {
    const clients = Array.from({ length: CLIENTS }, async () => {
      while (!signal.aborted) {
        await sleep(100 + 700 * random());
        await this.send(chooseCommand(random, jobs()), random);
      }
    });
    await Promise.all(clients);
  }

  /** Sends one command, with the same key and body each time, until it is answered. */
  async send({ verb, target, reads }: Choice, random: () => number): Promise<SentCommand> {
    const mended = verb === 'submit' && random() < PLANNED_FAILURES ? this.#newFile(random) : undefined;
    const command = this.#ledger.begin(verb, target, { mended, upload: reads?.upload });
    if (verb === 'resume' && random() < MENDED) this.mend(target);
    const body = this.#body(command, reads?.folder, random);
    const isGivenUp = random() < this.#givenUp;
    for (const since = performance.now(); performance.now() - since < PATIENCE_MS;) {
      const answer = await send(anyOf(this.#system, random), this.#system.token, command, body);
      if (this.#ledger.answer(command, answer) || isGivenUp) break;
      await sleep(200 + 800 * random());
    }
    return command;
  }

  /** Lets a job with a planned failure succeed. */
  mend(job: string | null): void {
    const file = this.#ledger.commands.find(({ answers }) => answers.some(({ job_id: id }) => id === job))?.mended;
    if (file !== undefined) this.#system.notes.mend(file);
  }

  #newFile = (random: () => number): string =>
    join(this.#system.notes.folder, `mended-${String(this.#ledger.commands.length)}-${random().toFixed(6).slice(2)}`);

  #body({ verb, token, mended }: SentCommand, reads: string | undefined, random: () => number): object {
    const reason = token;
    if (verb === 'restart') return { reason, step: 'WORK' };
    if (verb === 'priority') return { reason, priority: Math.floor(10 * random()) };
    if (verb === 'pause') return { reason, mode: random() < 0.5 ? 'freeze' : 'drain' };
    if (verb !== 'submit') return { reason };
    const params = {
      notes: this.#system.notes.tasksFile,
      seed: Math.floor(1_000 * random()),
      seconds: Math.round(30 * random()) / 10,
      ...(mended !== undefined && { mended }),
      ...(reads !== undefined && { reads }),
    };
    const { executors } = this.#system;
    const pipeline =
      executors?.pipelines[Math.floor((random() / ON_EXECUTORS) * executors.pipelines.length)] ?? 'noted';
    return { reason, pipeline, sample_name: `S ${token}`, params };
  }
}
