import type { Schemas } from '@reprise/api-client';
import type { CommandName, Commands } from '@reprise/contracts';

/** Body of a command, as the API document has it. */
export type CommandBodyOf<N extends CommandName> = Schemas[Commands[N]['body']['name']];
