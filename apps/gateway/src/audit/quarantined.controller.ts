import { Controller, Inject, NotFoundException, Res } from '@nestjs/common';
import type { Page, SetAsideEntry } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { auditRoutes } from '@reprise/contracts/routes';
import { listQuarantined, readQuarantined, type ReadModel } from '@reprise/read-model';
import type { Response } from 'express';
import { Serve } from '../shared/http/serve.ts';
import { READ_MODEL } from '../shared/servers/tokens.ts';

/** Quarantined events, with the stored data and the reason. */
@Controller()
export class QuarantinedController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @Serve(auditRoutes.listQuarantined)
  list({ query }: Parsed<typeof auditRoutes.listQuarantined>): Promise<Page<SetAsideEntry>> {
    return listQuarantined(this.readModel, query);
  }

  /** Sent as a download, because a browser must not render untrusted content. */
  @Serve(auditRoutes.readQuarantined)
  async read({ params }: Parsed<typeof auditRoutes.readQuarantined>, @Res() response: Response): Promise<void> {
    const { seq } = params;
    const data = await readQuarantined(this.readModel, seq);
    if (!data) throw new NotFoundException(`No event ${String(seq)} was set aside.`);
    response.type('application/octet-stream');
    response.set('content-disposition', `attachment; filename="event-${String(seq)}.bin"`);
    response.send(Buffer.from(data));
  }
}
