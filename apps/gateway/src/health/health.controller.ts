import { Controller, Get, HttpException, Inject, Res } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorFunction } from '@nestjs/terminus';
import { SkipThrottle } from '@nestjs/throttler';
import { missingEvents, type EventLog } from '@reprise/event-log';
import type { ReadModel } from '@reprise/read-model';
import type { Response } from 'express';
import { AuditVerification } from '../shared/verification/audit-verification.ts';
import { ProjectorHost } from '../shared/servers/projector-host.ts';
import { EVENT_LOG, READ_MODEL } from '../shared/servers/tokens.ts';
import { Runners } from '../shared/runners/runners.ts';
import { TableDamage } from './table-damage.ts';

const TIMEOUT_MS = 1_000;
/** Lag above which the projection counts as behind. */
const BEHIND_MS = 5_000;
const WORKING = new Set(['catching_up', 'following', 'standby']);

/**
 * Liveness and readiness for the gateway's supervisor. `live` means that the gateway is running, and `ready` that its
 * servers answer.
 */
@SkipThrottle()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly projector: ProjectorHost,
    private readonly verification: AuditVerification,
    private readonly tableDamage: TableDamage,
    private readonly runners: Runners,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    response.set('cache-control', 'no-store');
    try {
      return await this.health.check([
        this.#checkLog,
        this.#checkDatabase,
        this.#checkStore,
        this.#checkTables,
        this.#checkProjection,
        this.#checkHistory,
        this.#checkIsolation,
      ]);
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      response.status(error.getStatus());
      return error.getResponse();
    }
  }

  /** Reports damage to operators. The gateway still works, so it remains ready. */
  readonly #checkHistory: HealthIndicatorFunction = () => {
    const { state, finished_at, report } = this.verification.last();
    const check = this.indicator.check('history');
    const findings = report?.findings.length ?? 0;
    if (state === 'failed') return check.degraded({ finished_at, message: 'the last verification came to no end' });
    if (findings === 0) return check.up({ finished_at });
    return check.degraded({ finished_at, findings, message: 'the last verification found damage: see the audit page' });
  };

  readonly #checkLog: HealthIndicatorFunction = () =>
    this.indicator
      .check('log')
      .attempt(async () => {
        if (!(await this.log.ready()))
          throw new Error('The event log does not answer, or takes no events: its disk may be full');
        return {};
      })
      .withTimeout(TIMEOUT_MS);

  readonly #checkDatabase: HealthIndicatorFunction = () =>
    this.indicator
      .check('database')
      .attempt(async () => {
        const [row] = await this.readModel.orm.em
          .fork()
          .execute<{ count: string }[]>('select count(*) as count from set_aside');
        return { events_set_aside: Number(row?.count ?? 0) };
      })
      .withTimeout(TIMEOUT_MS);

  /**
   * Reports events that are missing from the store as degraded, not as down, because the other events can still be
   * read. Does not report a log that does not respond, because the log check does that.
   */
  readonly #checkStore: HealthIndicatorFunction = async () => {
    const check = this.indicator.check('store');
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), TIMEOUT_MS).unref());
    const head = await Promise.race([this.log.head().catch(() => null), late]);
    const message = head && missingEvents(head);
    return message === null ? check.up() : check.degraded({ message });
  };

  /** Other tables can still be read, so the gateway remains ready. */
  readonly #checkTables: HealthIndicatorFunction = () => {
    const message = this.tableDamage.problem();
    const check = this.indicator.check('tables');
    return message === null ? check.up() : check.degraded({ message });
  };

  /** Informs operators, because they decide whether they trust their pipelines. Does not affect readiness. */
  readonly #checkIsolation: HealthIndicatorFunction = () => {
    const open = this.runners.list(Date.now()).filter(({ alive, isolation }) => alive && isolation === 'none');
    const check = this.indicator.check('isolation');
    const names = open.map(({ runner_id }) => this.runners.titleOf(runner_id)).join(', ');
    return names === ''
      ? check.up()
      : check.degraded({ message: `tasks of ${names} can change what Reprise keeps: its log says why` });
  };

  readonly #checkProjection: HealthIndicatorFunction = () => {
    const { state, lag, lag_ms, problem } = this.projector.view();
    const check = this.indicator.check('projection');
    if (!WORKING.has(state)) return check.down({ state, lag, message: problem ?? state });
    return lag_ms > BEHIND_MS ? check.degraded({ state, lag, message: 'behind' }) : check.up({ state, lag });
  };
}
