import type { ClassificationView } from '../../contract/index.ts';
import { plural } from '@reprise/web/shared/format.ts';

/** "Signed", "Not signed" or "1 of 2 signatures". */
export function signedText(signatures: ClassificationView['signatures'], required: number): string {
  if (signatures.length >= required) return 'Signed';
  return signatures.length === 0 ? 'Not signed' : `${String(signatures.length)} of ${plural(required, 'signature')}`;
}
