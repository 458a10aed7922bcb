import { homedir } from 'node:os';
import { join } from 'node:path';

/** Config folder (XDG) in which the `reprise` command stores this user's servers and tokens. */
export const commandFolder = ({ XDG_CONFIG_HOME, HOME }: Readonly<Record<string, string | undefined>>): string =>
  join(XDG_CONFIG_HOME || join(HOME ?? homedir(), '.config'), 'reprise');
