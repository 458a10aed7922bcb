import { Inject, Module } from '@nestjs/common';
import { countQuarantined, type ReadModel } from '@reprise/read-model';
import { Registry } from 'prom-client';
import { gaugeOf } from '../shared/metrics/gauge-of.ts';
import { readForScrapes } from '../shared/metrics/memoize-for.ts';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { AuditController } from './audit.controller.ts';
import { AuditVerification } from '../shared/verification/audit-verification.ts';
import { VerificationModule } from '../shared/verification/verification.module.ts';
import { QuarantinedController } from './quarantined.controller.ts';
import { measureVerification } from './verification-metrics.ts';
import { VerificationSchedule } from './verification-schedule.ts';

/** The audit trail of all jobs: list, export, verification, and quarantined events. */
@Module({
  imports: [VerificationModule],
  controllers: [QuarantinedController, AuditController],
  providers: [VerificationSchedule],
})
export class AuditModule {
  constructor(registry: Registry, verification: AuditVerification, @Inject(READ_MODEL) readModel: ReadModel) {
    measureVerification(registry, verification);
    gaugeOf(registry, {
      name: 'reprise_events_set_aside',
      help: 'Events of the log that could not be applied',
      read: readForScrapes(() => countQuarantined(readModel)),
    });
  }
}
