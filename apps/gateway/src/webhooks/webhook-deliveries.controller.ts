import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  WebhookDeliveryStatus,
  type Page,
  type WebhookDeliveryDetail,
  type WebhookDeliveryView,
} from '@reprise/contracts';
import type { z } from 'zod';
import { CallerParam, type Caller } from '../shared/http/caller.ts';
import { DescribeChange } from './describe-change.ts';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { OneQuery, PageQuery } from '../shared/http/page-query.ts';
import { webhookExamples } from './examples.ts';
import { WebhookDeliveries } from './webhook-deliveries.service.ts';

const DeliveryQuery = PageQuery.extend({ status: WebhookDeliveryStatus.optional() });

@Controller('webhooks/:id')
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveries) {}

  @Get('deliveries')
  @DescribeQuery({
    operationId: 'WebhookDeliveries_list',
    summary: 'The deliveries of a webhook, newest first',
    answer: webhookExamples.deliveries,
    problems: ['unknown_webhook', 'wrong_cursor'],
  })
  list(
    @Param('id') id: string,
    @Query({ schema: DeliveryQuery }) query: z.infer<typeof DeliveryQuery>,
  ): Promise<Page<WebhookDeliveryView>> {
    return this.deliveries.list(id, query);
  }

  @Get('deliveries/:delivery')
  @DescribeQuery({
    operationId: 'WebhookDeliveries_show',
    summary: 'A delivery with what was sent and what was answered',
    answer: webhookExamples.deliveryDetail,
    problems: ['unknown_webhook', 'unknown_delivery'],
  })
  show(
    @Param('id') id: string,
    @Param('delivery') deliveryId: string,
    @Query({ schema: OneQuery }) _: unknown,
  ): Promise<WebhookDeliveryDetail> {
    return this.deliveries.show(id, deliveryId);
  }

  @Post('deliveries/:delivery/replay')
  @HttpCode(202)
  @DescribeChange({
    operationId: 'WebhookDeliveries_replay',
    summary: 'Send a delivery again, at once and under the same id',
    status: 202,
    answer: webhookExamples.delivery,
    problems: ['unknown_webhook', 'unknown_delivery', 'webhook_disabled', 'test_replayed', 'wrong_key'],
  })
  replay(
    @Param('id') id: string,
    @Param('delivery') deliveryId: string,
    @CallerParam() caller: Caller,
  ): Promise<WebhookDeliveryView> {
    return this.deliveries.replay(id, deliveryId, caller);
  }

  @Post('test')
  @HttpCode(200)
  @DescribeChange({
    operationId: 'WebhookDeliveries_test',
    summary: 'Send a test, and tell what came of it',
    answer: webhookExamples.testDelivery,
    problems: ['unknown_webhook', 'wrong_key'],
  })
  test(@Param('id') id: string, @CallerParam() caller: Caller): Promise<WebhookDeliveryView> {
    return this.deliveries.test(id, caller);
  }
}
