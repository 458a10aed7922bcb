import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder in which the `reprise` command keeps this user's servers and tokens: XDG's config folder. */
export const commandFolder = ({ XDG_CONFIG_HOME, HOME }: Readonly<Record<string, string | undefined>>): string =>
  join(XDG_CONFIG_HOME || join(HOME ?? homedir(), '.config'), 'reprise');
