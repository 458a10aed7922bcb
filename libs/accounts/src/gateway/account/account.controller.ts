import { Controller, Req } from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { type AccountSession, type AccountView, accountRoutes } from '../../contract/index.ts';
import { pageOfList } from '@reprise/read-model';
import type { Request } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { Credentials } from './credentials.ts';
import { OwnAccount } from './own-account.ts';
import { OwnSessions } from './own-sessions.ts';

@Controller()
export class AccountController {
  constructor(
    private readonly account: OwnAccount,
    private readonly sessions: OwnSessions,
    private readonly credentials: Credentials,
  ) {}

  @Serve(accountRoutes.show)
  show(_input: unknown, @Req() request: Request): Promise<AccountView> {
    return this.account.show(request);
  }

  @Serve(accountRoutes.change)
  change({ body }: Parsed<typeof accountRoutes.change>, @Req() request: Request): Promise<AccountView> {
    return this.account.rename(body, request);
  }

  @Serve(accountRoutes.removePasskey)
  removePasskey(
    { params: { id } }: Parsed<typeof accountRoutes.removePasskey>,
    @Req() request: Request,
  ): Promise<void> {
    return this.credentials.removePasskey(id, request);
  }

  @Serve(accountRoutes.listSessions)
  async listSessions(
    { query }: Parsed<typeof accountRoutes.listSessions>,
    @Req() request: Request,
  ): Promise<Page<AccountSession>> {
    return pageOfList(await this.sessions.list(request), query);
  }

  @Serve(accountRoutes.endSession)
  endSession({ params: { id } }: Parsed<typeof accountRoutes.endSession>, @Req() request: Request): Promise<void> {
    return this.sessions.end(id, request);
  }
}
