import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { SheetBody, SheetCheckBody, type SheetCheck, type SheetSubmitted } from '@reprise/contracts';
import { CallerParam, type Caller } from '../../shared/http/caller.ts';
import { DescribeSheetCheck, DescribeSheetSubmit } from './describe-sheets.ts';
import { Samplesheets } from './samplesheets.ts';

/** Samplesheets: checked as a table, and submitted as many jobs. */
@Controller('jobs/sheet')
export class SheetsController {
  constructor(private readonly sheets: Samplesheets) {}

  @Post('check')
  @HttpCode(200)
  @DescribeSheetCheck()
  check(@Body({ schema: SheetCheckBody }) body: SheetCheckBody): Promise<SheetCheck> {
    return this.sheets.check(body);
  }

  @Post()
  @HttpCode(202)
  @DescribeSheetSubmit()
  submit(@Body({ schema: SheetBody }) body: SheetBody, @CallerParam() caller: Caller): Promise<SheetSubmitted> {
    return this.sheets.submit(body, caller);
  }
}
