import { Inject, Injectable } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import { lostAttemptSubject, type LostAttemptReport } from '@reprise/contracts';
import { Leases } from '../state/leases.ts';
import { JobStateCache } from '../state/job-state-cache.ts';
import { Lifetime } from '../base/lifetime.ts';
import type { RunnerOptions } from '../base/runner-options.ts';
import { RUNNER_OPTIONS, SERVICES } from '../base/tokens.ts';
import { reportLostAttempts } from './report-lost-attempts.ts';

/** Looks for attempts of runners whose lease has expired. */
@Injectable()
export class LostAttemptDetector {
  constructor(
    private readonly cache: JobStateCache,
    private readonly leases: Leases,
    private readonly lifetime: Lifetime,
    @Inject(SERVICES) private readonly services: ClientProxy,
    @Inject(RUNNER_OPTIONS) private readonly options: RunnerOptions,
  ) {}

  start(): void {
    const { identity, leaseMs } = this.options;
    const report = (lost: LostAttemptReport) =>
      this.services.emit(lostAttemptSubject(identity.runner_id), lost).subscribe({ error: () => undefined });
    this.lifetime.every(leaseMs / 3, () =>
      reportLostAttempts(this.cache, this.leases, identity.runner_id, (lost) => void report(lost)),
    );
  }
}
