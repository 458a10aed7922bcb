import { wrongField as wrong, type ProblemExample } from '@reprise/contracts/for-wings';

export const webhookProblems = {
  made_before: {
    status: 409,
    detail: 'This webhook was made before, and its secret is not shown again. Rotate the secret to get a new one.',
  },
  no_account: {
    status: 404,
    detail: 'The local administrator has no account. Sign in as a person to choose notifications.',
  },
  no_mail_for_people: {
    status: 409,
    detail: 'No mail server is set. The operator of the server can set it with REPRISE_SMTP_URL.',
  },
  nothing_chosen: { status: 409, detail: 'You have not chosen any notifications. Choose some, then send a test.' },
  no_mail_server: wrong('url', 'no mail server is set. The operator of the server can set it with REPRISE_SMTP_URL.'),
  not_signed: { status: 409, detail: 'Messages to this address are not signed, so it has no secret.' },
  other_kind: wrong('url', 'must be an address of the same kind. Create another subscription for this one.'),
  private_target: wrong(
    'url',
    'lims.example.org is 10.1.2.3, which is not a public address. The operator of the server can allow it with REPRISE_WEBHOOK_ALLOW_PRIVATE.',
  ),
  test_replayed: { status: 409, detail: 'A test is not replayed: send another one.' },
  unknown_delivery: {
    status: 404,
    detail:
      'There is no delivery 5d2c8f6e-7a1b-5c3d-9e4f-0a1b2c3d4e5f of this webhook. Those that are over are kept for 30 days.',
  },
  unknown_webhook: { status: 404, detail: 'There is no webhook 0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c.' },
  webhook_disabled: { status: 409, detail: 'This webhook is disabled: enable it first, then replay the delivery.' },
  only_for_operators: wrong('occasions', 'runner_away and disk_low are for operators and administrators'),
  only_for_people: wrong('quiet_hours', 'is only for e-mail and chats: a webhook gets each event at once'),
  wrong_label: wrong('label', 'must be key=value of a label, such as run=2026-48'),
  wrong_target: wrong('url', 'must be a whole address, such as https://lims.example.org/reprise'),
  wrong_webhook: wrong('event_types', 'choose at least one'),
} as const satisfies Readonly<Record<string, ProblemExample>>;
