import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Cron } from 'croner';
import { ProjectorHost } from '../shared/servers/projector-host.ts';
import { SETTINGS } from '../shared/servers/tokens.ts';
import type { GatewaySettings } from '../shared/settings.ts';
import { AuditVerification } from '../shared/verification/audit-verification.ts';

const REFRESH_EVERY_MS = 60_000;
/** Delay before a missed verification is started, because the machine has other work right after startup. */
const MAKE_UP_AFTER_MS = 600_000;

/** Starts scheduled verifications in the gateway that projects, so that only one of several gateways does. */
@Injectable()
export class VerificationSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Audit');
  readonly #cron: Cron | null;
  #refreshing: NodeJS.Timeout | undefined;
  #makingUp: { readonly at: Date; readonly timer: NodeJS.Timeout } | undefined;

  constructor(
    @Inject(SETTINGS) { verifySchedule }: Pick<GatewaySettings, 'verifySchedule'>,
    private readonly verification: AuditVerification,
    private readonly projector: ProjectorHost,
  ) {
    this.#cron = verifySchedule === null ? null : new Cron(verifySchedule, { paused: true, unref: true });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#refresh();
    this.#refreshing = setInterval(() => void this.#refresh(), REFRESH_EVERY_MS).unref();
    if (!this.#cron) return;
    this.#cron.schedule(() => this.#start());
    this.#cron.resume();
    if (!this.isMissed(new Date())) return;
    const timer = setTimeout(() => this.#makeUp(), MAKE_UP_AFTER_MS).unref();
    this.#makingUp = { at: new Date(Date.now() + MAKE_UP_AFTER_MS), timer };
  }

  beforeApplicationShutdown(): void {
    this.#cron?.stop();
    clearInterval(this.#refreshing);
    clearTimeout(this.#makingUp?.timer);
  }

  /** Time of the next start: the scheduled time, or earlier if a verification was missed. */
  nextAt(): string | null {
    const times = [this.#cron?.nextRun(), this.#makingUp?.at].filter((at) => at instanceof Date);
    return times.toSorted((a, b) => a.getTime() - b.getTime())[0]?.toISOString() ?? null;
  }

  /** Whether no verification has ended since the last scheduled time. */
  isMissed(now: Date): boolean {
    const due = this.#cron?.previousRuns(1, now)[0];
    const { finished_at } = this.verification.last();
    return due !== undefined && (finished_at === null || Date.parse(finished_at) < due.getTime());
  }

  #makeUp(): void {
    this.#makingUp = undefined;
    this.#start();
  }

  #start(): void {
    if (this.projector.signs) this.verification.start(true);
  }

  async #refresh(): Promise<void> {
    await this.verification
      .refresh()
      .catch((error: unknown) => this.#logger.warn(`The last verification could not be read: ${String(error)}`));
  }
}
