import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query, Req } from '@nestjs/common';
import { AccountChangeBody, type AccountSession, type AccountView, type Page } from '@reprise/contracts';
import { pageOfList } from '@reprise/read-model';
import type { Request } from 'express';
import { ListQuery, OneQuery } from '../../shared/http/page-query.ts';
import { DescribeAccess } from '../describe-access.ts';
import { Credentials } from './credentials.ts';
import { accountBodies, accountExamples } from './examples.ts';
import { OwnAccount } from './own-account.ts';
import { OwnSessions } from './own-sessions.ts';

@Controller('account')
export class AccountController {
  constructor(
    private readonly account: OwnAccount,
    private readonly sessions: OwnSessions,
    private readonly credentials: Credentials,
  ) {}

  @Get()
  @DescribeAccess({
    operationId: 'Account_show',
    ...{ tag: 'Account', summary: 'The account of the person who asks' },
    ...{ answer: accountExamples.account, problems: ['local_administrator'] },
  })
  show(@Query({ schema: OneQuery }) _: unknown, @Req() request: Request): Promise<AccountView> {
    return this.account.show(request);
  }

  @Patch()
  @DescribeAccess({
    operationId: 'Account_change',
    ...{ tag: 'Account', summary: 'Change the name of the account' },
    ...{ body: accountBodies.change, answer: accountExamples.account },
    problems: ['local_administrator', 'person_name_taken', 'log_away'],
  })
  change(@Body({ schema: AccountChangeBody }) body: AccountChangeBody, @Req() request: Request): Promise<AccountView> {
    return this.account.rename(body, request);
  }

  @Delete('passkeys/:id')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'Account_removePasskey',
    ...{ tag: 'Account', status: 204, summary: 'Remove a passkey' },
    problems: ['not_in_browser', 'unknown_passkey', 'last_passkey', 'log_away'],
  })
  removePasskey(@Param('id') id: string, @Req() request: Request): Promise<void> {
    return this.credentials.removePasskey(id, request);
  }

  @Get('sessions')
  @DescribeAccess({
    operationId: 'Account_sessions',
    ...{ tag: 'Account', summary: 'Open sessions of the person who asks, the one used last first' },
    ...{ answer: accountExamples.sessions, problems: ['local_administrator', 'wrong_cursor'] },
  })
  async listSessions(
    @Query({ schema: ListQuery }) query: ListQuery,
    @Req() request: Request,
  ): Promise<Page<AccountSession>> {
    return pageOfList(await this.sessions.list(request), query);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'Account_endSession',
    ...{ tag: 'Account', status: 204, summary: 'End a session at once' },
    problems: ['local_administrator', 'unknown_session', 'log_away'],
  })
  endSession(@Param('id') id: string, @Req() request: Request): Promise<void> {
    return this.sessions.end(id, request);
  }
}
