import { Logger } from '@nestjs/common';
import type { ProjectorView } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { signHeads, type Signing } from '@reprise/audit-integrity';
import { startProjector, type Projector, type ProjectorStatus, type ReadModel } from '@reprise/read-model';
import { Lag } from './lag.ts';
import { LogAbsence } from './log-absence.ts';

/** Longer than the interval at which the projector reads the head, because the head lags briefly afterwards. */
const LOOK_EVERY_MS = 1_500;
/** Milliseconds within which a runner sends a heartbeat after it has reconnected. */
const HEARD_WITHIN_MS = 15_000;
const SIGNING = new Set<ProjectorStatus['state']>(['catching_up', 'following']);
const FINE = new Set<ProjectorStatus['state']>(['catching_up', 'following', 'standby', 'stopped']);

/** Runs the projector in this gateway. Of several gateways, only one is active at a time. */
export class ProjectorHost {
  readonly #logger = new Logger('Projector');
  readonly #projector: Projector;
  readonly #lag = new Lag(Date.now());
  readonly #absence = new LogAbsence();
  readonly #timer: NodeJS.Timeout;

  constructor(readModel: ReadModel, log: EventLog, signing: Signing) {
    this.#projector = startProjector({
      readModel,
      log,
      onState: (status) => this.#logStatus(status),
      observe: signHeads({ ...signing, onProblem: (sentence) => this.#logger.error(sentence) }, readModel, log),
    });
    this.#timer = setInterval(() => this.view(), LOOK_EVERY_MS);
  }

  view(): ProjectorView {
    return this.#lag.view(this.#projector.status(), Date.now());
  }

  /** Whether heartbeats may be missing because NATS does not answer, or did not answer shortly before. */
  get isUnheard(): boolean {
    return this.#absence.lastedWithin(HEARD_WITHIN_MS, Date.now());
  }

  /** Whether this gateway writes the tables now, and therefore signs a last head when it stops. */
  get signs(): boolean {
    return SIGNING.has(this.#projector.status().state);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#projector.stop();
  }

  #logStatus({ state, problem, position, head }: ProjectorStatus): void {
    this.#absence.see(state, Date.now());
    const line = { msg: `Projector: ${state}${problem ? `: ${problem}` : ''}`, position, head };
    if (FINE.has(state)) this.#logger.log(line);
    else this.#logger.error(line);
  }
}
