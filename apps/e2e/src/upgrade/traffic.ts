import { setTimeout as sleep } from 'node:timers/promises';
import type { JobView } from '@reprise/contracts';
import { random as seeded } from '@reprise/testing/random';
import { waitUntil } from '@reprise/testing';
import { Clients } from '../faults/clients/clients.ts';
import { anyOf, type Gateways } from '../faults/clients/gateways.ts';
import { chooseCommand } from '../faults/clients/menu.ts';
import { bodyOf, request } from '../faults/clients/request.ts';
import { Uploaders } from '../faults/clients/uploaders.ts';
import { Ledger } from '../faults/record/ledger.ts';
import { UploadLedger } from '../faults/record/uploads.ts';
import { ClientOfAny } from '../several-machines/client.ts';

const CLIENTS = 4;
const LISTED_EVERY_MS = 800;
const LIMITED_EVERY_MS = 400;
/** One samplesheet for so many limits. */
const SHEET_EVERY = 25;

/** Clients that send commands, uploads and samplesheets through any gateway, without a pause, until they are stopped. */
export class Traffic {
  readonly ledger: Ledger;
  readonly uploads = new UploadLedger();
  readonly others: ClientOfAny;
  readonly #system: Gateways;
  readonly #clients: Clients;
  readonly #untouched: ReadonlySet<string>;
  readonly #over = new AbortController();
  readonly #running: Promise<unknown>;
  #jobs: readonly JobView[] = [];
  #slowest = 0;
  /** Responses to lists other than 200 and 503. */
  readonly unexpected: string[] = [];

  /** @param untouched jobs to which no command is sent */
  constructor(system: Gateways, untouched: ReadonlySet<string>, seed: number) {
    this.#system = system;
    this.#untouched = untouched;
    this.ledger = new Ledger(`upgrade-${String(seed)}`);
    this.#clients = new Clients(system, this.ledger, 0);
    this.others = new ClientOfAny(system.urls, system.token);
    const submit = (choice: Parameters<Clients['send']>[0], random: () => number) => this.#clients.send(choice, random);
    const uploaders = new Uploaders(system, this.uploads, submit);
    this.#running = Promise.all([
      this.#list(seeded(seed)),
      ...Array.from({ length: CLIENTS }, (_, index) => this.#send(seeded(seed * 100 + index))),
      uploaders.run(seeded(seed * 100 + 50), this.#over.signal),
      this.#limit(),
    ]);
    this.#running.catch(() => undefined);
  }

  /** Longest time, in milliseconds, from sending a command to its outcome. */
  get slowest(): number {
    return this.#slowest;
  }

  /** Waits until so many more commands were answered. */
  async untilMore(count: number): Promise<void> {
    const answered = () => this.ledger.commands.filter(({ answers }) => answers.length > 0).length;
    const before = answered();
    await waitUntil(() => answered() >= before + count, { every: 100, what: 'more commands are answered' });
  }

  /** Waits until each client has its last response. */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#running;
  }

  /** Resumes the queue and everything that is paused, and waits until all jobs of the traffic have ended. */
  async settle(): Promise<void> {
    const once = () => 0.99;
    await this.#clients.send({ verb: 'resume_queue', target: 'default' }, once);
    await waitUntil(
      async () => {
        await this.#refresh(once);
        const open = this.#jobs.filter(({ status, pending_action }) => !isFinal(status) || pending_action !== null);
        for (const { job_id: target, allowed_actions } of open)
          if (allowed_actions.includes('unpause')) await this.#clients.send({ verb: 'unpause', target }, once);
        return open.length === 0;
      },
      { every: 1_000, what: 'all jobs have ended' },
    );
  }

  async #send(random: () => number): Promise<void> {
    while (!this.#over.signal.aborted) {
      await sleep(100 + 500 * random());
      const since = performance.now();
      await this.#clients.send(chooseCommand(random, this.#jobs), random);
      this.#slowest = Math.max(this.#slowest, performance.now() - since);
    }
  }

  async #limit(): Promise<void> {
    for (let turn = 1; !this.#over.signal.aborted; turn += 1) {
      await sleep(LIMITED_EVERY_MS);
      await this.others.limitQueue(100 + turn);
      if (turn % SHEET_EVERY === 0)
        await this.others.submitSheet(
          ['sample', `A${String(turn)}`, `B${String(turn)}`].join('\n'),
          crypto.randomUUID(),
        );
    }
  }

  async #list(random: () => number): Promise<void> {
    while (!this.#over.signal.aborted) {
      await this.#refresh(random);
      await sleep(LISTED_EVERY_MS);
    }
  }

  async #refresh(random: () => number): Promise<void> {
    const headers = { authorization: `Bearer ${this.#system.token}` };
    const reply = await request(`${anyOf(this.#system, random)}/api/jobs?limit=1000`, { headers });
    const { items } = bodyOf<{ items: JobView[] }>(reply);
    if (items) this.#jobs = items.filter(({ job_id }) => !this.#untouched.has(job_id));
    else if (reply.status !== null && reply.status !== 503)
      this.unexpected.push(`GET /api/jobs: ${String(reply.status)} ${reply.text.slice(0, 200)}`);
  }
}

const isFinal = (status: JobView['status']): boolean => status === 'completed' || status === 'failed';
