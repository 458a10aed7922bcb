import type { PageCommand } from './base/page-command.ts';

/** This command has no button. The panel of a variant sends it. */
export const classify = {
  reasons: ['Agrees with the rules of 2015', 'New evidence', 'Entered by mistake'],
} satisfies PageCommand;
