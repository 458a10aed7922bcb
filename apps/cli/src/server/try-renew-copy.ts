import { renewCopy, type Renewal } from '@reprise/launcher';
import { errorText } from '@reprise/setup';

/**
 * Renews the mirror once the log or the tables are in place. If that fails, warns and returns null, because the command
 * itself has succeeded.
 */
export async function tryRenewCopy(place: Parameters<typeof renewCopy>[0]): Promise<Renewal | null> {
  try {
    return await renewCopy(place);
  } catch (error) {
    console.error(
      `Warning: the copy that other programs read could not be checked: ${errorText(error)}\n` +
        'The rest is done. Once the copy can be reached as NATS_COPIER_URL, run npm run rebuild: ' +
        'it recreates the copy if necessary (docs/events.md).',
    );
    return null;
  }
}
