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
import { DescribeChange } from './describe-change.ts';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { ListQuery, OneQuery, PageQuery } from '../shared/http/page-query.ts';
import { webhookBodies, webhookExamples } from './examples.ts';
import { Webhooks } from './webhooks.service.ts';

/** Subscriptions. Their changes stay recorded after they are deleted. */
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @Get()
  @DescribeQuery({
    operationId: 'Webhooks_list',
    summary: 'All webhooks, the oldest first',
    answer: webhookExamples.webhooks,
    problems: ['wrong_cursor'],
  })
  async list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<WebhookView>> {
    return pageOfList((await listSubscriptions(this.readModel)).map(webhookView), query);
  }

  @Get('changes')
  @DescribeQuery({
    operationId: 'Webhooks_changes',
    summary: 'Who did what to webhooks, newest first',
    answer: webhookExamples.changes,
    problems: ['wrong_cursor'],
  })
  changes(@Query({ schema: PageQuery }) query: PageQuery): Promise<Page<WebhookChange>> {
    return listChanges(this.readModel, query);
  }

  @Get(':id')
  @DescribeQuery({
    operationId: 'Webhooks_show',
    summary: 'One webhook',
    answer: webhookExamples.webhook,
    problems: ['unknown_webhook'],
  })
  async show(@Param('id') id: string, @Query({ schema: OneQuery }) _: unknown): Promise<WebhookView> {
    return webhookView(await this.webhooks.find(id));
  }

  @Post()
  @Header('cache-control', 'no-store')
  @DescribeChange({
    operationId: 'Webhooks_create',
    summary: 'Make a webhook: events after now are delivered to it. The secret is shown only here',
    status: 201,
    body: webhookBodies.create,
    answer: webhookExamples.secret,
    problems: ['wrong_target', 'private_target', 'other_body', 'made_before', 'log_away'],
    idempotent: true,
  })
  create(@Body({ schema: WebhookBody }) body: WebhookBody, @CallerParam() caller: Caller): Promise<WebhookSecretView> {
    return this.webhooks.create(body, caller);
  }

  @Patch(':id')
  @DescribeChange({
    operationId: 'Webhooks_edit',
    summary: 'Change a webhook; what is left out stays',
    body: webhookBodies.edit,
    answer: webhookExamples.webhook,
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
    operationId: 'Webhooks_remove',
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
    operationId: 'Webhooks_rotate',
    summary: 'Give a webhook a new secret; the old one signs too for another 24 hours',
    answer: webhookExamples.secret,
    problems: ['unknown_webhook', 'wrong_key'],
  })
  rotate(@Param('id') id: string, @CallerParam() caller: Caller): Promise<WebhookSecretView> {
    return this.webhooks.rotate(id, caller);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @DescribeChange({
    operationId: 'Webhooks_enable',
    summary: 'Enable a webhook again; it goes on where it stopped',
    answer: webhookExamples.webhook,
    problems: ['unknown_webhook', 'wrong_key'],
  })
  enable(@Param('id') id: string, @CallerParam() caller: Caller): Promise<WebhookView> {
    return this.webhooks.enable(id, caller);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @DescribeChange({
    operationId: 'Webhooks_disable',
    summary: 'Disable a webhook: nothing is sent until it is enabled',
    answer: webhookExamples.webhook,
    problems: ['unknown_webhook', 'wrong_key'],
  })
  disable(@Param('id') id: string, @CallerParam() caller: Caller): Promise<WebhookView> {
    return this.webhooks.disable(id, caller);
  }
}
