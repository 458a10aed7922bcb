import { everyBody, everyRead, everyRoute, json, OneQuery, route, sharedProblems } from '@reprise/contracts/for-wings';
import { webhookExamples } from './examples.ts';
import { OwnNotificationsBody, OwnNotificationsView } from './own-notifications.ts';
import { webhookProblems } from './problems.ts';
import { WebhookDeliveryView } from './webhook.ts';

const { database_away, log_away, other_site, wrong_key } = sharedProblems;
const { nothing_chosen, no_account, no_mail_for_people, only_for_operators, wrong_label } = webhookProblems;

const OWN = { role: 'viewer', does: 'Choosing your own notifications' } as const;
const everyChange = { ...everyRoute, other_site, database_away };

const ownNotifications: OwnNotificationsView = {
  occasions: ['failed'],
  jobs: 'mine',
  pipeline: [],
  label: ['run=2026-48'],
  one_message_per: 'batch',
  quiet_hours: { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' },
  address: 'ana@lab.example',
  is_available: true,
  status: 'active',
  disabled_why: null,
  last_try: null,
};

/** Notifications that each person chooses. */
export const ownNotificationRoutes = {
  show: route({
    method: 'GET',
    path: '/api/notifications/own',
    id: 'OwnNotifications_show',
    summary: 'The e-mail notifications that the person who asks has chosen',
    tag: 'Account',
    right: OWN,
    query: OneQuery,
    answer: json('OwnNotifications', OwnNotificationsView, ownNotifications),
    problems: { ...everyRead, no_account },
  }),
  set: route({
    method: 'PATCH',
    path: '/api/notifications/own',
    id: 'OwnNotifications_set',
    summary: 'Choose your e-mail notifications; what is left out stays. Without an occasion, none is sent',
    tag: 'Account',
    right: OWN,
    body: {
      name: 'OwnNotificationsBody',
      schema: OwnNotificationsBody,
      examples: {
        failures_of_my_jobs: { occasions: ['failed'], jobs: 'mine', pipeline: [], label: [] },
        quiet_at_night: { quiet_hours: { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' } },
        none: { occasions: [] },
      },
    },
    answer: json('OwnNotifications', OwnNotificationsView, ownNotifications, { description: 'Done' }),
    problems: {
      ...everyChange,
      ...everyBody,
      no_account,
      no_mail_for_people,
      only_for_operators,
      wrong_label,
      log_away,
    },
  }),
  test: route({
    method: 'POST',
    path: '/api/notifications/own/test',
    id: 'OwnNotifications_test',
    summary: 'Send a test to your own address, and return its result',
    tag: 'Account',
    right: OWN,
    answer: json('WebhookDelivery', WebhookDeliveryView, webhookExamples.testDelivery, { description: 'Done' }),
    problems: { ...everyChange, no_account, nothing_chosen, wrong_key },
  }),
};
