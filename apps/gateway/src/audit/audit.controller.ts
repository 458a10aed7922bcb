import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { AuditFilter, AuditQuery, type AuditEntry, type Page, type VerificationView } from '@reprise/contracts';
import { auditActors, exportAudit, listAudit, pageOfList, type ReadModel } from '@reprise/read-model';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { PeopleDirectory, readActorNames } from '../shared/access/people-directory.ts';
import { ListQuery, OneQuery } from '../shared/http/page-query.ts';
import { DescribeQuery, DescribeStart } from '../shared/openapi/describe.ts';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { AuditVerification } from '../shared/verification/audit-verification.ts';
import { DescribeExport } from './describe-export.ts';
import { auditExamples } from './examples.ts';
import { VerificationSchedule } from './verification-schedule.ts';
import { exportFormats, firstThenRest, withNames } from './export-formats.ts';

const ExportQuery = AuditFilter.extend({ format: z.enum(['csv', 'ndjson']).default('csv') });

@Controller('audit')
export class AuditController {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly verification: AuditVerification,
    private readonly schedule: VerificationSchedule,
    private readonly people: PeopleDirectory,
  ) {}

  @Get()
  @DescribeQuery({
    operationId: 'ListAudit_list',
    summary: 'The audit trail of all jobs, filtered, newest first',
    answer: auditExamples.audit,
    problems: ['wrong_cursor'],
  })
  list(@Query({ schema: AuditQuery }) query: AuditQuery, @Req() request: Request): Promise<Page<AuditEntry>> {
    return listAudit(this.readModel, { ...query, ...rightsOf(request) });
  }

  @Get('actors')
  @DescribeQuery({
    operationId: 'ListActors_list',
    summary: 'The people and services that have entries in the audit trail',
    answer: auditExamples.actors,
    problems: ['wrong_cursor'],
  })
  async listActors(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<string>> {
    return pageOfList(await auditActors(this.readModel), query);
  }

  /** Streams, so that its length costs no memory. A stream that breaks off ends the connection: no half file looks whole. */
  @Get('export')
  @DescribeExport()
  async export(
    @Query({ schema: ExportQuery }) query: z.infer<typeof ExportQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { format, ...filter } = query;
    const { type, write } = exportFormats[format];
    const entries = await firstThenRest(exportAudit(this.readModel, { ...filter, ...rightsOf(request) }));
    const nameOf = await readActorNames(this.people);
    response.type(type);
    response.set('content-disposition', `attachment; filename="reprise-audit.${format}"`);
    await write(withNames(entries, nameOf), response);
  }

  @Post('verify')
  @HttpCode(202)
  @DescribeStart({
    operationId: 'VerifyAudit_start',
    summary: 'Check the history: stream, audit table, chain and signed heads against each other',
    answer: auditExamples.verification,
  })
  startVerification(@Query({ schema: OneQuery }) _: unknown): VerificationView {
    return this.asView(this.verification.start());
  }

  @Get('verify')
  @DescribeQuery({
    operationId: 'VerifyAudit_show',
    summary: 'Result of the last check of the history, or its progress',
    answer: auditExamples.verification,
  })
  showVerification(@Query({ schema: OneQuery }) _: unknown): VerificationView {
    return this.asView(this.verification.view());
  }

  private asView(run: Omit<VerificationView, 'next_at'>): VerificationView {
    return { ...run, next_at: this.schedule.nextAt() };
  }
}

/** Sign-ins and accounts are about people: only admins see those entries. */
const rightsOf = ({ principal }: Request) => ({ hidesAccess: principal?.role !== 'admin' });
