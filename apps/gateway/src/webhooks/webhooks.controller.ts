import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import {
  WebhookBody,
  WebhookChangeBody,
  type Page,
  type WebhookChange,
  type WebhookSecretView,
  type WebhookView,
} from '@reprise/contracts';
import { pageOfList, type ReadModel } from '@reprise/read-model';
import { listChanges, listSubscriptions, webhookView } from '@reprise/webhooks';
import { CallerParam, type Caller } from '../shared/http/caller.ts';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { DescribeChange } from '../shared/openapi/describe-change.ts';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { ListQuery, OneQuery, PageQuery } from '../shared/http/page-query.ts';
import { Webhooks } from './webhooks.service.ts';

/** Subscriptions. What a person did to them is kept, also where they are deleted. */
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @Get()
  @DescribeQuery({ summary: 'All webhooks, the oldest first', answer: 'webhooks', problems: ['wrong_cursor'] })
  async list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<WebhookView>> {
    return pageOfList((await listSubscriptions(this.readModel)).map(webhookView), query);
  }

  @Get('changes')
  @DescribeQuery({
    summary: 'Who did what to webhooks, newest first',
    answer: 'webhook_changes',
    problems: ['wrong_cursor'],
  })
  changes(@Query({ schema: PageQuery }) query: PageQuery): Promise<Page<WebhookChange>> {
    return listChanges(this.readModel, query);
  }

  @Get(':id')
  @DescribeQuery({ summary: 'One webhook', answer: 'webhook', problems: ['unknown_webhook'] })
  async show(@Param('id') id: string, @Query({ schema: OneQuery }) _: unknown): Promise<WebhookView> {
    return webhookView(await this.webhooks.find(id));
  }

  @Post()
  @Header('cache-control', 'no-store')
  @DescribeChange({
    summary: 'Make a webhook: events after now are delivered to it. The secret is shown only here',
    status: 201,
    body: 'webhook',
    answer: 'webhook_secret',
    problems: ['wrong_target', 'private_target', 'other_body', 'made_before', 'log_away'],
    idempotent: true,
  })
  create(@Body({ schema: WebhookBody }) body: WebhookBody, @CallerParam() caller: Caller): Promise<WebhookSecretView> {
    return this.webhooks.create(body, caller);
  }

  @Patch(':id')
  @DescribeChange({
    summary: 'Change a webhook; what is left out stays',
    body: 'webhook_change',
    answer: 'webhook',
    problems: ['unknown_webhook', 'wrong_target', 'private_target'],
  })
  edit(
    @Param('id') id: string,
    @Body({ schema: WebhookChangeBody }) body: WebhookChangeBody,
    @CallerParam() caller: Caller,
  ): Promise<WebhookView> {
    return this.webhooks.edit(id, body, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @DescribeChange({
    summary: 'Delete a webhook and its deliveries',
    status: 204,
    problems: ['unknown_webhook', 'wrong_key'],
  })
  remove(@Param('id') id: string, @CallerParam() caller: Caller): Promise<void> {
    return this.webhooks.remove(id, caller);
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeChange({
    summary: 'Give a webhook a new secret; the old one signs too for another 24 hours',
    answer: 'webhook_secret',
    problems: ['unknown_webhook', 'wrong_key'],
  })
  rotate(@Param('id') id: string, @CallerParam() caller: Caller): Promise<WebhookSecretView> {
    return this.webhooks.rotate(id, caller);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @DescribeChange({
    summary: 'Enable a webhook again; it goes on where it stopped',
    answer: 'webhook',
    problems: ['unknown_webhook', 'wrong_key'],
  })
  enable(@Param('id') id: string, @CallerParam() caller: Caller): Promise<WebhookView> {
    return this.webhooks.enable(id, caller);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @DescribeChange({
    summary: 'Disable a webhook: nothing is sent until it is enabled',
    answer: 'webhook',
    problems: ['unknown_webhook', 'wrong_key'],
  })
  disable(@Param('id') id: string, @CallerParam() caller: Caller): Promise<WebhookView> {
    return this.webhooks.disable(id, caller);
  }
}
