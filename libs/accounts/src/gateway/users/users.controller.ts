import { Controller, Header, Req } from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { type OneTimeLink, type OpenInvite, type UserView, userRoutes } from '../../contract/index.ts';
import { pageOfList } from '@reprise/read-model';
import type { Request } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { OneTimeLinks } from '../invites/one-time-links.ts';
import { Users } from '../accounts/users.ts';

@Controller()
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly links: OneTimeLinks,
  ) {}

  @Serve(userRoutes.list)
  async list({ query }: Parsed<typeof userRoutes.list>): Promise<Page<UserView>> {
    return pageOfList(await this.users.list(), query);
  }

  @Serve(userRoutes.invites)
  async invites({ query }: Parsed<typeof userRoutes.invites>): Promise<Page<OpenInvite>> {
    return pageOfList(await this.links.listOpen(), query);
  }

  @Serve(userRoutes.invite)
  @Header('cache-control', 'no-store')
  invite({ body }: Parsed<typeof userRoutes.invite>, @Req() request: Request): Promise<OneTimeLink> {
    return this.links.invite(body, request);
  }

  @Serve(userRoutes.withdraw)
  withdraw({ params: { id } }: Parsed<typeof userRoutes.withdraw>, @Req() request: Request): Promise<void> {
    return this.links.withdraw(id, request);
  }

  @Serve(userRoutes.change)
  change({ params: { id }, body }: Parsed<typeof userRoutes.change>, @Req() request: Request): Promise<UserView> {
    return this.users.change(id, body, request);
  }

  @Serve(userRoutes.reset)
  @Header('cache-control', 'no-store')
  reset({ params: { id } }: Parsed<typeof userRoutes.reset>, @Req() request: Request): Promise<OneTimeLink> {
    return this.links.reset(id, request);
  }

  @Serve(userRoutes.erase)
  erase({ params: { id } }: Parsed<typeof userRoutes.erase>, @Req() request: Request): Promise<void> {
    return this.users.erase(id, request);
  }
}
