import { Module } from '@nestjs/common';
import { AuditVerification } from './audit-verification.ts';

/** Verification of the history. The audit page starts and displays it, and the health check reports its result. */
@Module({ providers: [AuditVerification], exports: [AuditVerification] })
export class VerificationModule {}
