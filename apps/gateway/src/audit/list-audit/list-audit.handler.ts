import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AuditEntry, AuditQuery, Page } from '@reprise/contracts';
import { listAudit, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../../shared/servers/tokens.ts';

export class ListAudit extends Query<Page<AuditEntry>> {
  constructor(readonly query: AuditQuery) {
    super();
  }
}

@QueryHandler(ListAudit)
export class ListAuditHandler implements IQueryHandler<ListAudit> {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  execute({ query }: ListAudit): Promise<Page<AuditEntry>> {
    return listAudit(this.readModel, query);
  }
}
