import { Controller } from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { bulkRoutes, type BulkResult, type BulkView } from '../contract/index.ts';
import { pageOfList } from '@reprise/read-model';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { CallerParam, type Caller } from '@reprise/gateway/shared/http/caller.ts';
import { BulkRuns } from './bulk-runs.ts';

/** One command for many jobs, its progress, and the outcome for each job. */
@Controller()
export class BulkController {
  constructor(private readonly runs: BulkRuns) {}

  @Serve(bulkRoutes.start)
  start({ body }: Parsed<typeof bulkRoutes.start>, @CallerParam() caller: Caller): Promise<BulkView> {
    return this.runs.start(body, caller);
  }

  @Serve(bulkRoutes.show)
  show({ params: { id: bulkId } }: Parsed<typeof bulkRoutes.show>): BulkView {
    return this.runs.find(bulkId).view();
  }

  @Serve(bulkRoutes.results)
  results({
    params: { id: bulkId },
    query: { outcome, ...page },
  }: Parsed<typeof bulkRoutes.results>): Page<BulkResult> {
    const results = this.runs.find(bulkId).results();
    return pageOfList(outcome ? results.filter((result) => result.outcome === outcome) : results, page);
  }
}
