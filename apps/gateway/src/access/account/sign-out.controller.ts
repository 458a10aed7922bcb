import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DescribeAccess } from '../describe-access.ts';
import { OwnSessions } from './own-sessions.ts';

@Controller('session')
export class SignOutEverywhereController {
  constructor(private readonly sessions: OwnSessions) {}

  @Post('sign-out-everywhere')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'SignOutEverywhere_start',
    ...{ tag: 'Account', status: 204, summary: 'End all sessions of the person who asks. Tokens stay valid' },
    problems: ['local_administrator', 'log_away'],
  })
  signOutEverywhere(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    return this.sessions.endAll(request, response);
  }
}
