import type { PageCommand } from './base/page-command.ts';

/** Has no button of its own: the panel of a variant sends it. */
export const sign = { reasons: [] } satisfies PageCommand;
