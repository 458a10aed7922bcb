import type { PageCommand } from './page-command.ts';

export const submit = {
  reasons: ['New order', 'Order was amended', 'Validation'],
} satisfies PageCommand;
