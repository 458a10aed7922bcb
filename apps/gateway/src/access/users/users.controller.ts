import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import {
  InviteBody,
  UserChangeBody,
  type OneTimeLink,
  type OpenInvite,
  type Page,
  type UserView,
} from '@reprise/contracts';
import { pageOfList } from '@reprise/read-model';
import type { Request } from 'express';
import { ListQuery } from '../../shared/http/page-query.ts';
import { DescribeAccess } from '../describe-access.ts';
import { inviteBodies, inviteExamples } from '../invites/examples.ts';
import { OneTimeLinks } from '../invites/one-time-links.ts';
import { userBodies, userExamples } from './examples.ts';
import { Users } from '../accounts/users.ts';

@Controller('users')
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly links: OneTimeLinks,
  ) {}

  @Get()
  @DescribeAccess({
    operationId: 'Users_list',
    ...{ tag: 'Users', summary: 'All accounts, by name; erased ones are left out' },
    ...{ answer: userExamples.users, problems: ['wrong_cursor'] },
  })
  async list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<UserView>> {
    return pageOfList(await this.users.list(), query);
  }

  @Get('invites')
  @DescribeAccess({
    operationId: 'Users_invites',
    ...{ tag: 'Users', summary: 'Invites that can be accepted, newest first' },
    ...{ answer: inviteExamples.invites, problems: ['wrong_cursor'] },
  })
  async invites(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<OpenInvite>> {
    return pageOfList(await this.links.listOpen(), query);
  }

  @Post('invites')
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Users_invite',
    ...{ tag: 'Users', status: 201, summary: 'Invite somebody. The link works once and is shown only here' },
    ...{
      body: inviteBodies.invite,
      answer: inviteExamples.link,
      problems: ['email_taken', 'person_name_taken', 'log_away'],
    },
  })
  invite(@Body({ schema: InviteBody }) body: InviteBody, @Req() request: Request): Promise<OneTimeLink> {
    return this.links.invite(body, request);
  }

  @Delete('invites/:id')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'Users_withdrawInvite',
    ...{ tag: 'Users', status: 204, summary: 'Withdraw an invite: its link does not work any more' },
    problems: ['unknown_invite', 'log_away'],
  })
  withdraw(@Param('id') id: string, @Req() request: Request): Promise<void> {
    return this.links.withdraw(id, request);
  }

  @Patch(':id')
  @DescribeAccess({
    operationId: 'Users_change',
    ...{ tag: 'Users', summary: 'Change the role of an account, disable it or enable it again. It counts at once' },
    ...{ body: userBodies.change, answer: userExamples.user },
    problems: ['unknown_user', 'last_admin', 'directory_decides', 'log_away'],
  })
  change(
    @Param('id') id: string,
    @Body({ schema: UserChangeBody }) body: UserChangeBody,
    @Req() request: Request,
  ): Promise<UserView> {
    return this.users.change(id, body, request);
  }

  @Post(':id/reset')
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Users_reset',
    ...{ tag: 'Users', status: 201, summary: 'Make a link with which a person sets a new password, once' },
    ...{ answer: inviteExamples.link, problems: ['unknown_user', 'reset_in_directory', 'log_away'] },
  })
  reset(@Param('id') id: string, @Req() request: Request): Promise<OneTimeLink> {
    return this.links.reset(id, request);
  }

  @Delete(':id')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'Users_erase',
    ...{
      tag: 'Users',
      status: 204,
      summary: 'Erase name, e-mail and credentials of an account; its id stays in events',
    },
    problems: ['unknown_user', 'last_admin', 'log_away'],
  })
  erase(@Param('id') id: string, @Req() request: Request): Promise<void> {
    return this.users.erase(id, request);
  }
}
