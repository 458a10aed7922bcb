import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { GATEWAY, GATEWAY_SOURCE, type RetentionStep, type SizesResponse } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import { planRetention, type FreeDisk, type RetentionRules } from '@reprise/job';
import { JobStore } from '@reprise/job-store';
import { FollowedLog } from '../../../shared/servers/followed-log.ts';
import { ProjectorHost } from '../../../shared/servers/projector-host.ts';
import { SETTINGS } from '../../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../../shared/settings.ts';
import { StoredJobs } from '../stored-jobs.ts';

const EVERY_MS = 600_000;
/** Delay before the first pass, because the machine has other work right after startup. */
const FIRST_AFTER_MS = 60_000;
/** Maximum number of requests per pass. The freed space is measured before more requests are sent. */
const MOST = 100;

/**
 * Requests the deletions that the retention rules require. Only the gateway that projects does so. If two gateways do
 * so for a moment, the log accepts the first request for a job, and the second has no effect.
 */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Retention');
  #timers: NodeJS.Timeout[] = [];
  #isUnderWay = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'retention'>,
    private readonly stored: StoredJobs,
    private readonly store: JobStore,
    private readonly log: FollowedLog,
    private readonly projector: ProjectorHost,
  ) {}

  onApplicationBootstrap(): void {
    if (Object.values(this.settings.retention).every((rule) => rule === null)) return;
    const run = () => void (this.projector.signs && this.run());
    this.#timers = [setTimeout(run, FIRST_AFTER_MS).unref(), setInterval(run, EVERY_MS).unref()];
  }

  beforeApplicationShutdown(): void {
    this.#timers.forEach((timer) => clearInterval(timer));
  }

  /** Returns what the rules would delete now, in the order of deletion. Read-only. */
  async preview(rules: RetentionRules): Promise<RetentionStep[]> {
    const { jobs, disks } = await this.stored.read();
    return planRetention(jobs, rules, freeDisks(disks), Date.now());
  }

  /** Requests the deletions; the runners with the files perform them. */
  async run(): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    try {
      await this.log.assertSame();
      for (const { job, what, rule } of (await this.preview(this.settings.retention)).slice(0, MOST)) {
        const id = newId();
        const left = job.left !== null && { storage_id: job.storage_id };
        const context = { id, actor: GATEWAY, source: GATEWAY_SOURCE, correlation_id: id, causation_id: id };
        const clean = { name: 'clean', reason: null, what, rule, ...left } as const;
        const { outcome } = await this.store.handle(job.job_id, clean, context);
        if (outcome === 'accepted') this.#logger.log(`Job ${job.job_id}: ${what} is deleted (${rule})`);
      }
    } catch (error) {
      this.#logger.warn(`Retention rules were not applied, trying again: ${String(error)}`);
    } finally {
      this.#isUnderWay = false;
    }
  }
}

/** The disks, each listed once, because several storage ids on one file system share its space. */
function freeDisks(disks: ReadonlyMap<string, SizesResponse['disk']>): FreeDisk[] {
  const byId = new Map<string, FreeDisk>();
  for (const [storageId, { id = `storage ${storageId}`, free_bytes }] of disks) {
    const known = byId.get(id);
    byId.set(id, {
      storages: new Set([...(known?.storages ?? []), storageId]),
      free_bytes: Math.min(known?.free_bytes ?? Infinity, free_bytes),
    });
  }
  return [...byId.values()];
}
