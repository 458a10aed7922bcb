import type { PageCommand } from './base/page-command.ts';

export const submit = {
  reasons: ['New order', 'Order was amended', 'Validation'],
} satisfies PageCommand;
