import type { CommandNameFor } from '@reprise/contracts';
import { pageCommands } from '../index.ts';
import { rememberedReasons } from './remembered-reasons.ts';

/**
 * Reasons to suggest for a command: the last ones given in this browser, the newest first, or common ones if there are
 * none.
 */
export function suggestedReasons(command: CommandNameFor<'job'>): { word: string; reasons: readonly string[] } {
  const recent = rememberedReasons(command);
  return recent.length
    ? { word: 'Recent', reasons: recent }
    : { word: 'Often', reasons: pageCommands[command].reasons };
}
