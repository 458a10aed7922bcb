import { check } from '../checker/check.ts';
import { digestsOf } from '../checker/digests.ts';
import { Observer } from '../checker/observer.ts';
import { Receiver } from '../checker/receiver.ts';
import type { Violation } from '../checker/violation.ts';
import { Clients } from '../clients/clients.ts';
import { People } from '../clients/people.ts';
import type { Choice } from '../clients/menu.ts';
import { Uploaders } from '../clients/uploaders.ts';
import { driveProblem } from '../drive/drive-problem.ts';
import { problemWith } from '../nemesis/available.ts';
import { Nemesis } from '../nemesis/nemesis.ts';
import { drawFaults } from '../nemesis/schedule.ts';
import { waitUntil } from '@reprise/testing';
import { random } from '@reprise/testing/random';
import { AccessLedger } from '../record/access.ts';
import type { Digests, Facts } from '../record/facts.ts';
import { driveFaults, type FaultKind } from '../record/kinds.ts';
import { Ledger } from '../record/ledger.ts';
import { UploadLedger } from '../record/uploads.ts';
import { allJobs } from '../system/requests.ts';
import { Executors } from '../system/executors/executors.ts';
import { startSystem, type System, type SystemOptions } from '../system/system.ts';
import { gatherFacts, type Sources } from './gather.ts';
import { keepLogs } from './keep-logs.ts';
import { machineFacts } from './machine-facts.ts';
import type { CampaignOptions } from './options.ts';
import { plants } from './plants.ts';
import { untilQuiet, type Quiet } from './quiet.ts';
import { recoveries, type Recovery } from './recovery.ts';
import { countsOf, faultsByKind, repeatCommand, type Report } from './report.ts';
import { subscribe } from './subscriptions.ts';

/** Starts a system, runs the rounds of faults, and checks the system after each. Ends everything that it started. */
export async function runCampaign(options: CampaignOptions, say: (line: string) => void): Promise<Report> {
  const kinds = options.kinds.filter((kind) => {
    const problem = problemWith(kind);
    if (problem !== null) say(`Without ${kind}: ${problem}`);
    return problem === null;
  });
  if (kinds.length === 0) throw new Error('This machine can have none of the kinds');
  const problem = options.hasExecutors ? Executors.problem() : null;
  if (problem !== null) throw new Error(`--executors: ${problem}`);
  const system = await startSystem({ ...options, disk: diskFor(options, kinds), say });
  const receiver = await Receiver.listening();
  const observer = new Observer(system);
  try {
    return await new Campaign({ ...options, kinds }, system, receiver, observer, say).run();
  } finally {
    say('Stopping');
    await observer.stop();
    receiver.close();
    await system.stop();
  }
}

function diskFor({ plant }: CampaignOptions, kinds: readonly FaultKind[]): SystemOptions['disk'] {
  const isDriveNeeded = plant === 'lying-drive' || driveFaults.some((kind) => kinds.includes(kind));
  const problem = isDriveNeeded ? driveProblem() : null;
  if (problem !== null) throw new Error(`--plant ${String(plant)}: ${problem}`);
  return isDriveNeeded ? 'drive' : kinds.some((kind) => kind.startsWith('disk-')) ? 'memory' : 'none';
}

class Campaign {
  readonly #options: CampaignOptions;
  readonly #say: (line: string) => void;
  readonly #system: System;
  readonly #receiver: Receiver;
  readonly #observer: Observer;
  readonly #ledger: Ledger;
  readonly #nemesis: Nemesis;
  readonly #clients: Clients;
  readonly #uploads = new UploadLedger();
  readonly #uploaders: Uploaders;
  readonly #access = new AccessLedger();
  readonly #people: People;
  readonly #quiet: Quiet[] = [];
  readonly #violations: Report['violations'][number][] = [];
  #facts: Facts | undefined;

  constructor(
    options: CampaignOptions,
    system: System,
    receiver: Receiver,
    observer: Observer,
    say: (line: string) => void,
  ) {
    this.#options = options;
    this.#system = system;
    this.#receiver = receiver;
    this.#observer = observer;
    this.#say = say;
    this.#ledger = new Ledger(`seed-${String(options.seed)}`);
    this.#nemesis = new Nemesis(system);
    this.#clients = new Clients(system, this.#ledger);
    this.#people = new People(system, this.#access);
    this.#uploaders = new Uploaders(system, this.#uploads, (choice, random) => this.#clients.send(choice, random));
  }

  async run(): Promise<Report> {
    const { rounds, alone } = this.#options;
    const machine = machineFacts();
    const expected = await this.#runWithoutFaults();
    const sources: Sources = {
      system: this.#system,
      ledger: this.#ledger,
      uploads: this.#uploads,
      access: this.#access,
      nemesis: this.#nemesis,
      observer: this.#observer,
      receiver: this.#receiver,
      expected,
      subscriptions: await subscribe(this.#system, this.#receiver),
    };
    const recovery = await this.#alone(alone);
    for (let round = 1; round <= rounds && !this.#isUnready; round += 1) {
      this.#say(`Round ${String(round)} of ${String(rounds)}`);
      await this.#check(round, await this.#faults(round), sources);
    }
    const loads = { load_after: machineFacts()['load'] ?? '' };
    return {
      options: this.#options,
      repeat: repeatCommand(this.#options),
      machine: { ...machine, ...loads },
      faults: faultsByKind(this.#nemesis.applied),
      quiet: this.#quiet,
      recovery,
      counts: this.#facts ? countsOf(this.#facts) : null,
      violations: this.#violations,
    };
  }

  get #isUnready(): boolean {
    return this.#quiet.some(({ unready }) => unready !== null);
  }

  /** Digests of the results of one job. @throws Error if it does not complete */
  async #runWithoutFaults(): Promise<Digests> {
    await untilQuiet(this.#system, this.#send);
    await this.#clients.send({ verb: 'submit', target: null }, () => 0.99);
    await untilQuiet(this.#system, this.#send);
    const [job] = await waitUntil(() => allJobs(this.#system).catch(() => undefined), { every: 500, what: 'all jobs' });
    if (job?.status !== 'completed') throw new Error(`Without faults, the job is ${JSON.stringify(job)}`);
    return digestsOf(job.output_dir ?? '');
  }

  /** Commands with which the campaign itself resumes paused jobs and queues; repeated until they succeed. */
  readonly #send = (choice: Choice) => this.#clients.send(choice, () => 0.99);

  async #alone(times: number): Promise<Recovery[]> {
    const { seed, kinds } = this.#options;
    if (times === 0) return [];
    this.#say(`Each kind alone, ${String(times)} times`);
    const alone = {
      system: this.#system,
      ledger: this.#ledger,
      nemesis: this.#nemesis,
      random: random(seed),
      sendCommand: this.#send,
    };
    return recoveries(kinds, times, alone, this.#say);
  }

  /**
   * Applies the faults of a round, heals them, and waits until all clients have their responses and all jobs have
   * ended.
   */
  async #faults(round: number): Promise<Quiet> {
    const { seed, kinds, seconds, rate } = this.#options;
    const drawn = drawFaults(random(seed * 1_000 + round), kinds, seconds, rate);
    const over = new AbortController();
    const clients = Promise.all([
      this.#clients.run(random(seed * 1_000 + 500 + round), () => this.#observer.jobs, over.signal),
      this.#uploaders.run(random(seed * 1_000 + 600 + round), over.signal),
      this.#people.run(random(seed * 1_000 + 700 + round), over.signal),
    ]);
    await this.#nemesis.run(drawn);
    over.abort();
    await this.#nemesis.heal();
    return untilQuiet(this.#system, this.#send, { since: performance.now(), clients });
  }

  async #check(round: number, quiet: Quiet, sources: Sources): Promise<void> {
    this.#quiet.push(quiet);
    const plant = this.#options.plant && round === this.#options.rounds ? plants[this.#options.plant] : undefined;
    const tools = { access: this.#access, nemesis: this.#nemesis, send: this.#send };
    await plant?.inSystem?.(this.#system, this.#ledger.commands, tools);
    const gathered = await gatherFacts(sources, quiet.unready).catch((error: unknown) => {
      if (quiet.unready === null) throw error;
    });
    if (gathered) this.#facts = plant?.inFacts?.(gathered) ?? gathered;
    const violations = gathered ? check(this.#facts!) : [{ rule: 'not_quiet' as const, what: quiet.unready ?? '' }];
    const found = violations.filter(({ rule, what }) => !this.#isKnown(rule, what));
    this.#violations.push(...found.map((violation) => ({ round, ...violation })));
    const { ready, quiet: ended, slowest } = quiet;
    this.#say(
      `  ${String(this.#nemesis.applied.length)} faults, ${String(this.#ledger.commands.length)} commands; ready after ${ready.toFixed(1)} s (last: ${slowest || 'nothing'}), quiet after ${ended.toFixed(1)} s; violations: ${String(found.length)}`,
    );
    for (const { rule, what } of found) this.#say(`  ${rule}: ${what}`);
    const { logs } = this.#options;
    if (found.length > 0 && logs !== undefined && this.#facts) keepLogs(this.#system, this.#facts, logs);
  }

  /** Each check covers everything since the start, so violations that an earlier check found are not new. */
  #isKnown = (rule: Violation['rule'], what: string): boolean =>
    this.#violations.some((each) => each.rule === rule && each.what === what);
}
