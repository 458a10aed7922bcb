import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { SessionView } from '@reprise/contracts';
import type { Request } from 'express';
import { REASON_REQUIRED } from '../../shared/servers/tokens.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { VERSION } from '../../shared/version.ts';

@Controller('session')
export class ShowSessionController {
  constructor(@Inject(REASON_REQUIRED) private readonly reasonRequired: SessionView['reason_required']) {}

  @Get()
  @DescribeQuery({
    summary: 'Who is asking, which commands need a reason, and the version of Reprise',
    answer: 'session',
  })
  show(@Req() { actor }: Request): SessionView {
    return { actor, reason_required: this.reasonRequired, version: VERSION };
  }
}
