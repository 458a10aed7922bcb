import { Module } from '@nestjs/common';
import { AuditVerification } from './audit-verification.ts';

/** The run that verifies the history: the audit starts it and shows it, the health tells of its result. */
@Module({ providers: [AuditVerification], exports: [AuditVerification] })
export class VerificationModule {}
