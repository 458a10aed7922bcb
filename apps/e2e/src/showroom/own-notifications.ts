import type { OwnNotificationsView } from '@reprise/notifications/contract';
import type { Fakes } from './fakes.ts';

const own: OwnNotificationsView = {
  occasions: ['failed', 'quality_failed'],
  jobs: 'mine',
  pipeline: ['simulated-exome'],
  label: ['run=2026-48'],
  one_message_per: 'batch',
  quiet_hours: { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' },
  address: 'ana@lab.example',
  is_available: true,
  status: 'active',
  disabled_why: null,
  last_try: null,
};
const path = /\/api\/notifications\/own(\?|$)/;

/** A person has chosen e-mails; a mail server is set or not. */
export const ownNotifications = {
  chosen: ({ give }: Fakes) => give(path, own),
  unavailable: ({ give }: Fakes) => give(path, { ...own, is_available: false, occasions: [], status: null }),
};
