import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { VerificationView } from '@reprise/contracts';
import { DescribeQuery, DescribeStart } from '../../shared/openapi/describe.ts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { AuditVerification } from './audit-verification.ts';

@Controller('audit/verify')
export class VerifyAuditController {
  constructor(private readonly verification: AuditVerification) {}

  @Post()
  @HttpCode(202)
  @DescribeStart({
    summary: 'Check the history: stream, audit table, chain and signed heads against each other',
    answer: 'verification',
  })
  start(@Query({ schema: OneQuery }) _: unknown): VerificationView {
    return this.verification.start();
  }

  @Get()
  @DescribeQuery({ summary: 'What the last check of the history found, or how far it is', answer: 'verification' })
  show(@Query({ schema: OneQuery }) _: unknown): VerificationView {
    return this.verification.view();
  }
}
