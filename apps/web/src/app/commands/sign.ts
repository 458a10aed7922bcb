import type { PageCommand } from './base/page-command.ts';

/** This command has no button. The panel of a variant sends it. */
export const sign = { reasons: [] } satisfies PageCommand;
