import { Controller, Header, Req } from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { type TokenSecretView, type TokenView, tokenRoutes } from '../../contract/index.ts';
import { pageOfList } from '@reprise/read-model';
import type { Request } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { ApiTokens } from './api-tokens.ts';

@Controller()
export class TokensController {
  constructor(private readonly tokens: ApiTokens) {}

  @Serve(tokenRoutes.list)
  async list({ query }: Parsed<typeof tokenRoutes.list>, @Req() { principal }: Request): Promise<Page<TokenView>> {
    return pageOfList(principal?.userId === undefined ? [] : await this.tokens.list(principal.userId), query);
  }

  @Serve(tokenRoutes.create)
  @Header('cache-control', 'no-store')
  create({ body }: Parsed<typeof tokenRoutes.create>, @Req() request: Request): Promise<TokenSecretView> {
    return this.tokens.create(body, request);
  }

  @Serve(tokenRoutes.revoke)
  revoke({ params: { id } }: Parsed<typeof tokenRoutes.revoke>, @Req() request: Request): Promise<void> {
    return this.tokens.revoke(id, request);
  }
}
