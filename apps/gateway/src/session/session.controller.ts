import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { SessionView } from '@reprise/contracts';
import type { Request } from 'express';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { SETTINGS } from '../shared/servers/tokens.ts';
import type { GatewaySettings } from '../shared/settings.ts';
import { VERSION } from '../shared/version.ts';

const example: SessionView = { actor: 'admin', reason_required: ['cancel', 'rerun'], version: '0.1.0' };

@Controller('session')
export class SessionController {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'reasonRequired'>) {}

  @Get()
  @DescribeQuery({
    operationId: 'ShowSession_show',
    summary: 'Who is asking, which commands need a reason, and the version of Reprise',
    answer: { schema: 'Session', example },
  })
  show(@Req() { actor }: Request): SessionView {
    return { actor, reason_required: [...this.settings.reasonRequired], version: VERSION };
  }
}
