import { Module } from '@nestjs/common';
import { AuditVerification } from './audit-verification.ts';

/** Verification of the history: the audit starts and shows it, the health check reports its result. */
@Module({ providers: [AuditVerification], exports: [AuditVerification] })
export class VerificationModule {}
