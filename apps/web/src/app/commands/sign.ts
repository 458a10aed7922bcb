import type { PageCommand } from './page-command.ts';

/** Has no button of its own: the panel of a variant sends it. */
export const sign = { reasons: [] } satisfies PageCommand;
