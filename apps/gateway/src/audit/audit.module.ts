import { Module } from '@nestjs/common';
import { AuditVerification } from './audit-verification.ts';
import { AuditController } from './audit.controller.ts';

/** The audit trail of all jobs: list, export, verification. */
@Module({ controllers: [AuditController], providers: [AuditVerification] })
export class AuditModule {}
