import { Controller } from '@nestjs/common';
import type { SheetCheck, SheetSubmitted } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { sheetRoutes } from '@reprise/contracts/routes';
import { Serve } from '../../shared/http/serve.ts';
import { CallerParam, type Caller } from '../../shared/http/caller.ts';
import { Samplesheets } from './samplesheets.ts';

/** Samplesheets, which are checked as a table and submitted as many jobs. */
@Controller()
export class SheetsController {
  constructor(private readonly sheets: Samplesheets) {}

  @Serve(sheetRoutes.check)
  check({ body }: Parsed<typeof sheetRoutes.check>): Promise<SheetCheck> {
    return this.sheets.check(body);
  }

  @Serve(sheetRoutes.submit)
  submit({ body }: Parsed<typeof sheetRoutes.submit>, @CallerParam() caller: Caller): Promise<SheetSubmitted> {
    return this.sheets.submit(body, caller);
  }
}
