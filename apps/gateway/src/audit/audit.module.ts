import { Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { AuditVerification } from './audit-verification.ts';
import { AuditController } from './audit.controller.ts';
import { measureVerification } from './verification-metrics.ts';
import { VerificationSchedule } from './verification-schedule.ts';

/** The audit trail of all jobs: list, export, verification. */
@Module({
  controllers: [AuditController],
  providers: [AuditVerification, VerificationSchedule],
  exports: [AuditVerification],
})
export class AuditModule {
  constructor(registry: Registry, verification: AuditVerification) {
    measureVerification(registry, verification);
  }
}
