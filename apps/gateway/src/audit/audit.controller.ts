import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { AuditEntry, Page, VerificationView } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { auditRoutes } from '@reprise/contracts/routes';
import { auditActors, exportAudit, listAudit, pageOfList, type ReadModel } from '@reprise/read-model';
import type { Request, Response } from 'express';
import { PeopleDirectory, readActorNames } from '../shared/access/people-directory.ts';
import { Serve } from '../shared/http/serve.ts';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { AuditVerification } from '../shared/verification/audit-verification.ts';
import { VerificationSchedule } from './verification-schedule.ts';
import { exportFormats, firstThenRest, withNames } from './export-formats.ts';

@Controller()
export class AuditController {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly verification: AuditVerification,
    private readonly schedule: VerificationSchedule,
    private readonly people: PeopleDirectory,
  ) {}

  @Serve(auditRoutes.listAudit)
  list({ query }: Parsed<typeof auditRoutes.listAudit>, @Req() request: Request): Promise<Page<AuditEntry>> {
    return listAudit(this.readModel, { ...query, ...rightsOf(request) });
  }

  @Serve(auditRoutes.listActors)
  async listActors({ query }: Parsed<typeof auditRoutes.listActors>): Promise<Page<string>> {
    return pageOfList(await auditActors(this.readModel), query);
  }

  /**
   * Streams the export, so that memory does not grow with its length. A failure ends the connection, so that a
   * truncated file never looks complete.
   */
  @Serve(auditRoutes.exportAudit)
  async export(
    { query }: Parsed<typeof auditRoutes.exportAudit>,
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

  @Serve(auditRoutes.startVerification)
  startVerification(): VerificationView {
    return this.asView(this.verification.start());
  }

  @Serve(auditRoutes.showVerification)
  showVerification(): VerificationView {
    return this.asView(this.verification.view());
  }

  private asView(run: Omit<VerificationView, 'next_at'>): VerificationView {
    return { ...run, next_at: this.schedule.nextAt() };
  }
}

/** Sign-ins and accounts are about people, so only admins see those entries. */
const rightsOf = ({ principal }: Request) => ({ hidesAccess: principal?.role !== 'admin' });
