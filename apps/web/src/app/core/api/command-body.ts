import type { CommandName, Commands } from '@reprise/contracts';
import type * as z from 'zod';

/** Body of a command as it is sent. */
export type CommandBodyOf<N extends CommandName> = NonNullable<z.input<Commands[N]['body']['schema']>>;
