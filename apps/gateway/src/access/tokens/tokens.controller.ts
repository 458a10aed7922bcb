import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { TokenBody, type Page, type TokenSecretView, type TokenView } from '@reprise/contracts';
import { pageOfList } from '@reprise/read-model';
import type { Request } from 'express';
import { ListQuery } from '../../shared/http/page-query.ts';
import { DescribeAccess } from '../describe-access.ts';
import { ApiTokens } from './api-tokens.ts';
import { tokenBodies, tokenExamples } from './examples.ts';

@Controller('tokens')
export class TokensController {
  constructor(private readonly tokens: ApiTokens) {}

  @Get()
  @DescribeAccess({
    operationId: 'Tokens_list',
    ...{ tag: 'Tokens', summary: 'API tokens of the person who asks, newest first; revoked ones are left out' },
    ...{ answer: tokenExamples.tokens, problems: ['wrong_cursor'] },
  })
  async list(@Query({ schema: ListQuery }) query: ListQuery, @Req() { principal }: Request): Promise<Page<TokenView>> {
    return pageOfList(principal?.userId === undefined ? [] : await this.tokens.list(principal.userId), query);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Tokens_create',
    ...{ tag: 'Tokens', status: 201, summary: 'Make an API token. It is shown only here' },
    ...{ body: tokenBodies.create, answer: tokenExamples.secret },
    problems: ['role_above_own', 'no_account', 'too_many_tokens', 'log_away'],
  })
  create(@Body({ schema: TokenBody }) body: TokenBody, @Req() request: Request): Promise<TokenSecretView> {
    return this.tokens.create(body, request);
  }

  @Delete(':id')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'Tokens_revoke',
    ...{ tag: 'Tokens', status: 204, summary: 'Revoke a token at once: your own, or as an admin that of anybody' },
    problems: ['unknown_token', 'log_away'],
  })
  revoke(@Param('id') id: string, @Req() request: Request): Promise<void> {
    return this.tokens.revoke(id, request);
  }
}
