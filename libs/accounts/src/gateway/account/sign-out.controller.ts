import { Controller, Req, Res } from '@nestjs/common';
import { accountRoutes } from '../../contract/index.ts';
import type { Request, Response } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { OwnSessions } from './own-sessions.ts';

@Controller()
export class SignOutEverywhereController {
  constructor(private readonly sessions: OwnSessions) {}

  @Serve(accountRoutes.signOutEverywhere)
  signOutEverywhere(
    _input: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.sessions.endAll(request, response);
  }
}
