import type {
  WebhookBody,
  WebhookChange,
  WebhookChangeBody,
  WebhookDeliveryDetail,
  WebhookDeliveryView,
  WebhookView,
} from './webhook.ts';
import { EXAMPLE, examplePage } from '@reprise/contracts/for-wings';

const WEBHOOK = '0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c';
const DELIVERY = '5d2c8f6e-7a1b-5c3d-9e4f-0a1b2c3d4e5f';
const EVENT = '0196f0c9-11aa-7bb0-8f00-1c2d3e4f5a6b';

const lastTry = {
  at: '2026-03-01T09:21:30.000Z',
  duration_ms: 84,
  response_status: 500,
  error: 'It answered 500 Internal Server Error.',
};

const webhook: WebhookView = {
  webhook_id: WEBHOOK,
  url: 'https://lims.example.org/hooks/reprise',
  description: 'Results into the LIMS',
  event_types: ['attempt_succeeded', 'attempt_failed'],
  filter: { pipeline: ['wes'] },
  one_message_per: 'job',
  quiet_hours: null,
  status: 'failing',
  disabled_at: null,
  disabled_why: null,
  failing_since: '2026-03-01T09:21:25.000Z',
  created_at: '2026-03-01T08:00:00.000Z',
  created_by: 'admin',
  changed_at: '2026-03-01T08:00:00.000Z',
  last_seq: 1042,
  last_try: lastTry,
  pending: 1,
  old_secret_until: null,
};

const delivery: WebhookDeliveryView = {
  delivery_id: DELIVERY,
  webhook_id: WEBHOOK,
  event_id: EVENT,
  seq: 1040,
  event_type: 'attempt_succeeded',
  job_id: EXAMPLE.jobId,
  sample_name: 'DEMO1',
  status: 'pending',
  created_at: '2026-03-01T09:21:25.000Z',
  tries: 2,
  next_try_at: '2026-03-01T09:26:52.000Z',
  ended_at: null,
  last_try: lastTry,
};

const testDelivery: WebhookDeliveryView = {
  ...delivery,
  event_id: null,
  seq: null,
  event_type: 'webhook_test',
  job_id: null,
  sample_name: null,
  status: 'delivered',
  tries: 1,
  next_try_at: null,
  ended_at: '2026-03-01T09:30:00.000Z',
  last_try: { at: '2026-03-01T09:30:00.000Z', duration_ms: 61, response_status: 204, error: null },
};

const deliveryDetail: WebhookDeliveryDetail = {
  ...delivery,
  request: {
    url: webhook.url,
    headers: { 'content-type': 'application/cloudevents+json', 'webhook-id': DELIVERY },
    body: `{"specversion":"1.0","id":"${EVENT}","type":"reprise.job.attempt_succeeded.v4","data":{"attempt":1}}`,
  },
  history: [{ ...lastTry, url: webhook.url, response_body: 'database is locked' }],
};

const change: WebhookChange = {
  at: '2026-03-01T08:30:00.000Z',
  actor: 'admin',
  webhook_id: WEBHOOK,
  action: 'changed',
  detail: { before: { filter: {} }, after: { filter: { pipeline: ['wes'] } } },
  correlation_id: '0196f0c8-5b7e-7c3a-9a52-0b6d5e8f2b11',
};

const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDGGGJ4Ki6TgI=';

const body: WebhookBody = {
  url: webhook.url,
  description: webhook.description,
  event_types: ['attempt_succeeded', 'attempt_failed'],
  filter: { pipeline: ['wes'] },
};

const mailBody: WebhookBody = {
  url: 'mailto:lab@example.org',
  description: 'Failures',
  event_types: ['attempt_failed', 'approval_requested'],
  filter: {},
  one_message_per: 'batch',
  quiet_hours: { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' },
};

const changeBody: WebhookChangeBody = { event_types: ['attempt_succeeded'] };

export const webhookExamples = {
  webhooks: examplePage(webhook),
  webhook,
  secret: { webhook, secret },
  changes: examplePage(change),
  deliveries: examplePage(delivery),
  delivery,
  testDelivery,
  deliveryDetail,
};

export const webhookBodies = {
  create: { results_of_a_pipeline: body, failures_by_mail: mailBody },
  edit: { other_events: changeBody },
};
